package dev.sigrun.compiler.ir.value;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Java that is small enough to be compiled: the JDK's parser recurses for
 * each group and cannot be bounded otherwise.
 */
public record JavaRegex(String text) {
  private static final int LONGEST = 4_096;
  private static final int DEEPEST = 100;

  /**
   * Refuses texts that are malformed or too large.
   *
   * @throws PatternSyntaxException if the text is malformed
   * @throws IllegalArgumentException if it is too long or has too many levels of groups
   */
  public JavaRegex {
    if (text.length() > LONGEST || depth(text) > DEEPEST) {
      throw new IllegalArgumentException(
          "it has more than %s characters or %s levels of groups".formatted(LONGEST, DEEPEST));
    }
    Pattern.compile(text);
  }

  /** The expression that {@code text} is; empty if it is malformed or too large. */
  public static Optional<JavaRegex> parse(String text) {
    try {
      return Optional.of(new JavaRegex(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int depth(String regex) {
    int deepest = 0;
    int depth = 0;
    for (int i = 0; i < regex.length(); i++) {
      depth += regex.charAt(i) == '(' ? 1 : regex.charAt(i) == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}

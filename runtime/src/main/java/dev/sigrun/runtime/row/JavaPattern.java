package dev.sigrun.runtime.row;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of Java, which may backtrack. A search that takes more than {@value
 * #MOST_STEPS} steps, or nests too deep, has no result.
 */
public final class JavaPattern {
  /** So many characters are looked at in one text, which takes some milliseconds. */
  static final int MOST_STEPS = 2_000_000;

  private static final int CHARACTERS_OF_STEP = 16;

  private final Pattern pattern;

  private JavaPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The expression that a text is.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public static JavaPattern of(String regex) {
    return new JavaPattern(Pattern.compile(regex));
  }

  static JavaPattern of(Pattern pattern) {
    return new JavaPattern(pattern);
  }

  /**
   * The text in which every match is replaced.
   *
   * @param replacement with {@code $1} for the first group
   */
  public @Nullable Object replace(@Nullable Object text, @Nullable Object replacement) {
    return text instanceof String s && replacement instanceof String with
        ? search(s, matcher -> replaced(matcher, with)).orElse(null)
        : null;
  }

  private static @Nullable String replaced(Matcher matcher, String replacement) {
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, replacement);
      if (result.length() > RowTexts.LONGEST) {
        return null;
      }
    }
    return matcher.appendTail(result).toString();
  }

  /** The result of a search; empty if it has none, is malformed or takes too many steps. */
  <T> Optional<T> search(String text, Function<Matcher, ? extends @Nullable T> search) {
    BoundedText bounded = BoundedText.of(text, MOST_STEPS);
    try {
      return Optional.ofNullable(search.apply(pattern.matcher(bounded)));
    } catch (BoundedText.ExhaustedException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      return Optional.empty();
    } catch (StackOverflowError e) {
      // The JDK's matcher calls itself for each repetition of a group, however long the text is.
      return Optional.empty();
    } finally {
      RowBudget.spend(bounded.spent() / CHARACTERS_OF_STEP);
    }
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}

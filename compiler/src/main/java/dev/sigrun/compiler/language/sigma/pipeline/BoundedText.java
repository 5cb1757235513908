package dev.sigrun.compiler.language.sigma.pipeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that can be looked at only so often. Expressions of pipelines have the dialect of Python,
 * in which some take exponential time: they are given up instead.
 */
final class BoundedText implements CharSequence {
  /** Some tenths of a second; a search that goes through the longest text of a rule needs less. */
  private static final int MOST_LOOKS = 30_000_000;

  private final String text;
  private int looks;

  private BoundedText(String text) {
    this.text = text;
  }

  /** An expression was given up. */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ExhaustedException(String message) {
      super(message);
    }
  }

  /** Matches {@code text}; what is done with it may throw {@link ExhaustedException}. */
  static Matcher matcher(Pattern pattern, String text) {
    return pattern.matcher(new BoundedText(text));
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new ExhaustedException("Looked at " + MOST_LOOKS + " times.");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.sigrun.compiler.language.syntax;

import java.util.Optional;

/** The values of integer literals. */
public final class WholeNumbers {
  /** The digits of every number that is longer than this, zeros in front aside, overflow a long. */
  private static final int LONG_DIGITS = 19;

  private WholeNumbers() {}

  /**
   * The {@link Integer} or {@link Long} that {@code digits} are, or empty if it does not fit.
   *
   * @param digits one or more ASCII digits
   */
  public static Optional<Number> integer(String digits) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    if (digits.length() - first > LONG_DIGITS) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = first; i < digits.length(); i++) {
      value = value * 10 + (digits.charAt(i) - '0');
    }
    // Nineteen nines are below twice the largest long: an overflow shows as a negative number.
    if (value < 0) {
      return Optional.empty();
    }
    return Optional.of(value <= Integer.MAX_VALUE ? (Number) (int) value : (Number) value);
  }
}

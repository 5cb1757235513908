package dev.sigrun.runtime.detector.correlation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values as decimal numbers, which add up exactly. */
final class Numbers {
  /** The maximum size of integers that are accepted: about that of the largest decimal fraction. */
  private static final int MAX_BITS = 1_024;

  private static final Pattern SHORT_NUMBER =
      Pattern.compile("[-+]?[0-9]{1,300}(\\.[0-9]{0,300})?");

  private Numbers() {}

  /** The number that {@code value} is, or is the text of; empty for everything else. */
  static Optional<BigDecimal> of(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return Optional.of(BigDecimal.valueOf(((Number) value).longValue()));
    }
    if (value instanceof Double decimal && Double.isFinite(decimal)) {
      return Optional.of(BigDecimal.valueOf(decimal));
    }
    if (value instanceof BigInteger integer && integer.bitLength() <= MAX_BITS) {
      return Optional.of(new BigDecimal(integer));
    }
    return value instanceof String text && SHORT_NUMBER.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}

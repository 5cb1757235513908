package dev.sigrun.runtime.detector.correlation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between two bounds, or all others.
 *
 * @param lower null for none
 * @param lowerIncluded whether the lower bound is one of the numbers
 * @param upper null for none
 * @param upperIncluded whether the upper bound is one of the numbers
 * @param negated whether it is all other numbers
 */
record Bounds(
    @Nullable BigDecimal lower,
    boolean lowerIncluded,
    @Nullable BigDecimal upper,
    boolean upperIncluded,
    boolean negated) {
  static final Bounds NONE = new Bounds(null, false, null, false, false);

  Bounds from(BigDecimal bound, boolean included) {
    return new Bounds(bound, included, upper, upperIncluded, negated);
  }

  Bounds to(BigDecimal bound, boolean included) {
    return new Bounds(lower, lowerIncluded, bound, included, negated);
  }

  Bounds complement() {
    return new Bounds(lower, lowerIncluded, upper, upperIncluded, !negated);
  }

  /** Whether the fraction is one of the numbers. It is not divided, so that nothing is rounded. */
  boolean hold(BigDecimal numerator, long denominator) {
    BigDecimal divisor = BigDecimal.valueOf(denominator);
    boolean inside = true;
    if (lower != null) {
      int order = numerator.compareTo(lower.multiply(divisor));
      inside = order > 0 || order == 0 && lowerIncluded;
    }
    if (upper != null) {
      int order = numerator.compareTo(upper.multiply(divisor));
      inside &= order < 0 || order == 0 && upperIncluded;
    }
    return inside != negated;
  }
}

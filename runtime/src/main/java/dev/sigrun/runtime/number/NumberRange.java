package dev.sigrun.runtime.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A range of numbers, bounded on one side or on both, compared exactly by value. */
public final class NumberRange {
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final @Nullable Number lower;
  private final boolean lowerInclusive;
  private final @Nullable Number upper;
  private final boolean upperInclusive;

  /** The least and the greatest long in the range; crossed when there is none. */
  private final long leastLong;

  private final long greatestLong;

  private NumberRange(
      @Nullable Number lower,
      boolean lowerInclusive,
      @Nullable Number upper,
      boolean upperInclusive) {
    this.lower = lower;
    this.lowerInclusive = lowerInclusive;
    this.upper = upper;
    this.upperInclusive = upperInclusive;
    BigDecimal least = lower == null ? MIN_LONG : leastInteger(lower, lowerInclusive);
    BigDecimal greatest = upper == null ? MAX_LONG : leastInteger(upper, !upperInclusive);
    if (upper != null) {
      greatest = greatest.subtract(BigDecimal.ONE);
    }
    boolean empty = least.compareTo(MAX_LONG) > 0 || greatest.compareTo(MIN_LONG) < 0;
    this.leastLong = empty ? 1 : least.max(MIN_LONG).longValueExact();
    this.greatestLong = empty ? 0 : greatest.min(MAX_LONG).longValueExact();
  }

  /** All numbers greater than {@code bound}. */
  public static NumberRange above(Number bound) {
    return new NumberRange(bound, false, null, false);
  }

  /** {@code bound} and all greater numbers. */
  public static NumberRange atLeast(Number bound) {
    return new NumberRange(bound, true, null, false);
  }

  /** All numbers less than {@code bound}. */
  public static NumberRange below(Number bound) {
    return new NumberRange(null, false, bound, false);
  }

  /** {@code bound} and all lesser numbers. */
  public static NumberRange atMost(Number bound) {
    return new NumberRange(null, false, bound, true);
  }

  /** All numbers between two bounds, each of which belongs to the range when inclusive. */
  public static NumberRange between(
      Number lower, boolean lowerInclusive, Number upper, boolean upperInclusive) {
    return new NumberRange(lower, lowerInclusive, upper, upperInclusive);
  }

  /** Whether {@code value} lies in the range. */
  public boolean contains(Number value) {
    if (Numbers.isLong(value)) {
      long number = value.longValue();
      return number >= leastLong && number <= greatestLong;
    }
    if (lower != null) {
      int order = Numbers.compare(value, lower);
      if (order < 0 || (order == 0 && !lowerInclusive)) {
        return false;
      }
    }
    if (upper != null) {
      int order = Numbers.compare(value, upper);
      return order < 0 || (order == 0 && upperInclusive);
    }
    return true;
  }

  /**
   * Whether a number from {@code least} to {@code greatest} lies in the range.
   *
   * @param least null if there is no lower bound
   * @param greatest null if there is no upper bound; not less than {@code least}
   */
  public boolean intersects(@Nullable Number least, @Nullable Number greatest) {
    if (lower != null && greatest != null) {
      int order = Numbers.compare(greatest, lower);
      if (order < 0 || (order == 0 && !lowerInclusive)) {
        return false;
      }
    }
    if (upper != null && least != null) {
      int order = Numbers.compare(least, upper);
      return order < 0 || (order == 0 && upperInclusive);
    }
    return true;
  }

  /** The least integer that is at least {@code bound}, or greater than it when not inclusive. */
  private static BigDecimal leastInteger(Number bound, boolean inclusive) {
    double approximate = bound.doubleValue();
    if (approximate >= 0x1p64) {
      return MAX_LONG.add(BigDecimal.TEN);
    }
    if (approximate <= -0x1p64) {
      return MIN_LONG.subtract(BigDecimal.TEN);
    }
    if (Double.isNaN(approximate)) {
      throw new IllegalArgumentException("NaN is not a valid bound of a range.");
    }
    BigDecimal exact = Numbers.exact(bound);
    BigDecimal ceiling = exact.setScale(0, RoundingMode.CEILING);
    return !inclusive && ceiling.compareTo(exact) == 0 ? ceiling.add(BigDecimal.ONE) : ceiling;
  }
}

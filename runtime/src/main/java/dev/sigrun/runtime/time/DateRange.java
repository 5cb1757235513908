package dev.sigrun.runtime.time;

import org.jspecify.annotations.Nullable;

/**
 * A range of instants, bounded on one side or on both. Bounds given as text are {@link DateMath},
 * rounded as their side demands: {@code above("2024-05-01")} starts on the second of May.
 */
public final class DateRange {
  private final @Nullable DateMath lower;
  private final boolean lowerInclusive;
  private final @Nullable DateMath upper;
  private final boolean upperInclusive;

  private DateRange(
      @Nullable DateMath lower,
      boolean lowerInclusive,
      @Nullable DateMath upper,
      boolean upperInclusive) {
    this.lower = lower;
    this.lowerInclusive = lowerInclusive;
    this.upper = upper;
    this.upperInclusive = upperInclusive;
  }

  /**
   * All instants after {@code bound}, which is rounded up.
   *
   * @throws IllegalArgumentException if the bound is malformed
   */
  public static DateRange above(String bound) {
    return new DateRange(DateMath.parse(bound, true), false, null, false);
  }

  /** All instants after {@code millis} since 1970. */
  public static DateRange above(long millis) {
    return new DateRange(DateMath.ofMillis(millis), false, null, false);
  }

  /**
   * {@code bound}, which is rounded down, and all later instants.
   *
   * @throws IllegalArgumentException if the bound is malformed
   */
  public static DateRange atLeast(String bound) {
    return new DateRange(DateMath.parse(bound, false), true, null, false);
  }

  /** The instant {@code millis} since 1970 and all later ones. */
  public static DateRange atLeast(long millis) {
    return new DateRange(DateMath.ofMillis(millis), true, null, false);
  }

  /**
   * All instants before {@code bound}, which is rounded down.
   *
   * @throws IllegalArgumentException if the bound is malformed
   */
  public static DateRange below(String bound) {
    return new DateRange(null, false, DateMath.parse(bound, false), false);
  }

  /** All instants before {@code millis} since 1970. */
  public static DateRange below(long millis) {
    return new DateRange(null, false, DateMath.ofMillis(millis), false);
  }

  /**
   * {@code bound}, which is rounded up, and all earlier instants.
   *
   * @throws IllegalArgumentException if the bound is malformed
   */
  public static DateRange atMost(String bound) {
    return new DateRange(null, false, DateMath.parse(bound, true), true);
  }

  /** The instant {@code millis} since 1970 and all earlier ones. */
  public static DateRange atMost(long millis) {
    return new DateRange(null, false, DateMath.ofMillis(millis), true);
  }

  /**
   * All instants between two bounds, each of which belongs to the range when inclusive. An
   * inclusive lower and an exclusive upper bound are rounded down, the others up.
   *
   * @throws IllegalArgumentException if a bound is malformed
   */
  public static DateRange between(
      String lower, boolean lowerInclusive, String upper, boolean upperInclusive) {
    return new DateRange(
        DateMath.parse(lower, !lowerInclusive),
        lowerInclusive,
        DateMath.parse(upper, upperInclusive),
        upperInclusive);
  }

  /** All instants between two bounds in milliseconds since 1970. */
  public static DateRange between(
      long lower, boolean lowerInclusive, long upper, boolean upperInclusive) {
    return new DateRange(
        DateMath.ofMillis(lower), lowerInclusive, DateMath.ofMillis(upper), upperInclusive);
  }

  /**
   * The instant or the period that {@code text} names: a whole day for {@code 2024-05-01}, a minute
   * for {@code 2024-05-01T10:00}.
   *
   * @throws IllegalArgumentException if the text is malformed
   */
  public static DateRange of(String text) {
    return between(text, true, text, true);
  }

  /**
   * Whether an instant lies in the range.
   *
   * @param millis the instant in milliseconds since 1970
   * @param nowMillis the current time in milliseconds since 1970
   */
  public boolean contains(long millis, long nowMillis) {
    return (lower == null || isAbove(millis, lower.resolve(nowMillis)))
        && (upper == null || isBelow(millis, upper.resolve(nowMillis)));
  }

  /**
   * Whether an instant lies in the range.
   *
   * @param nanos the instant in nanoseconds since 1970
   * @param nowMillis the current time in milliseconds since 1970
   */
  public boolean containsNanos(long nanos, long nowMillis) {
    return (lower == null || isAbove(nanos, lower.resolveNanos(nowMillis)))
        && (upper == null || isBelow(nanos, upper.resolveNanos(nowMillis)));
  }

  /**
   * Whether a millisecond from {@code least} to {@code greatest} lies in the range.
   *
   * @param least in milliseconds since 1970; null if there is no lower bound
   * @param greatest in milliseconds since 1970; null if there is no upper bound
   * @param nowMillis the current time in milliseconds since 1970
   */
  public boolean intersects(@Nullable Long least, @Nullable Long greatest, long nowMillis) {
    long from = lower == null ? Long.MIN_VALUE : lower.resolve(nowMillis);
    long to = upper == null ? Long.MAX_VALUE : upper.resolve(nowMillis);
    boolean isEmpty =
        lower != null
            && upper != null
            && (from > to - (upperInclusive ? 0 : 1) - (lowerInclusive ? 0 : 1));
    return !isEmpty
        && (lower == null || greatest == null || isAbove(greatest, from))
        && (upper == null || least == null || isBelow(least, to));
  }

  private boolean isAbove(long instant, long bound) {
    return instant > bound || (instant == bound && lowerInclusive);
  }

  private boolean isBelow(long instant, long bound) {
    return instant < bound || (instant == bound && upperInclusive);
  }

  /** Whether the range moves with the current time. */
  public boolean dependsOnNow() {
    return (lower != null && lower.dependsOnNow()) || (upper != null && upper.dependsOnNow());
  }
}

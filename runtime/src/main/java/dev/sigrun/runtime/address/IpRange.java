package dev.sigrun.runtime.address;

import org.jspecify.annotations.Nullable;

/**
 * A range of addresses, bounded on one side or on both, in the {@linkplain IpAddress#compareTo
 * order of their 128-bit values}.
 */
public final class IpRange {
  private final @Nullable IpAddress lower;
  private final boolean lowerInclusive;
  private final @Nullable IpAddress upper;
  private final boolean upperInclusive;

  private IpRange(
      @Nullable IpAddress lower,
      boolean lowerInclusive,
      @Nullable IpAddress upper,
      boolean upperInclusive) {
    this.lower = lower;
    this.lowerInclusive = lowerInclusive;
    this.upper = upper;
    this.upperInclusive = upperInclusive;
  }

  /**
   * All addresses greater than {@code bound}.
   *
   * @throws IllegalArgumentException if the bound is not an address
   */
  public static IpRange above(String bound) {
    return new IpRange(parse(bound), false, null, false);
  }

  /**
   * {@code bound} and all greater addresses.
   *
   * @throws IllegalArgumentException if the bound is not an address
   */
  public static IpRange atLeast(String bound) {
    return new IpRange(parse(bound), true, null, false);
  }

  /**
   * All addresses less than {@code bound}.
   *
   * @throws IllegalArgumentException if the bound is not an address
   */
  public static IpRange below(String bound) {
    return new IpRange(null, false, parse(bound), false);
  }

  /**
   * {@code bound} and all lesser addresses.
   *
   * @throws IllegalArgumentException if the bound is not an address
   */
  public static IpRange atMost(String bound) {
    return new IpRange(null, false, parse(bound), true);
  }

  /**
   * All addresses between two bounds, each of which belongs to the range when inclusive.
   *
   * @throws IllegalArgumentException if a bound is not an address
   */
  public static IpRange between(
      String lower, boolean lowerInclusive, String upper, boolean upperInclusive) {
    return new IpRange(parse(lower), lowerInclusive, parse(upper), upperInclusive);
  }

  /** Whether {@code value} lies in the range. */
  public boolean contains(IpAddress value) {
    if (lower != null) {
      int order = value.compareTo(lower);
      if (order < 0 || (order == 0 && !lowerInclusive)) {
        return false;
      }
    }
    if (upper != null) {
      int order = value.compareTo(upper);
      return order < 0 || (order == 0 && upperInclusive);
    }
    return true;
  }

  /**
   * Whether an address from {@code least} to {@code greatest} lies in the range.
   *
   * @param least null if there is no lower bound
   * @param greatest null if there is no upper bound; not less than {@code least}
   */
  public boolean intersects(@Nullable IpAddress least, @Nullable IpAddress greatest) {
    if (lower != null && greatest != null) {
      int order = greatest.compareTo(lower);
      if (order < 0 || (order == 0 && !lowerInclusive)) {
        return false;
      }
    }
    if (upper != null && least != null) {
      int order = least.compareTo(upper);
      return order < 0 || (order == 0 && upperInclusive);
    }
    return true;
  }

  private static IpAddress parse(String text) {
    return IpAddress.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not an address."));
  }
}

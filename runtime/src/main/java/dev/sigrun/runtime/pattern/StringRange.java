package dev.sigrun.runtime.pattern;

import org.jspecify.annotations.Nullable;

/** A range of strings in the order of their code points, bounded on one side or on both. */
public final class StringRange {
  private final @Nullable String lower;
  private final boolean lowerInclusive;
  private final @Nullable String upper;
  private final boolean upperInclusive;

  private StringRange(
      @Nullable String lower,
      boolean lowerInclusive,
      @Nullable String upper,
      boolean upperInclusive) {
    this.lower = lower;
    this.lowerInclusive = lowerInclusive;
    this.upper = upper;
    this.upperInclusive = upperInclusive;
  }

  /** All strings greater than {@code bound}. */
  public static StringRange above(String bound) {
    return new StringRange(bound, false, null, false);
  }

  /** {@code bound} and all greater strings. */
  public static StringRange atLeast(String bound) {
    return new StringRange(bound, true, null, false);
  }

  /** All strings less than {@code bound}. */
  public static StringRange below(String bound) {
    return new StringRange(null, false, bound, false);
  }

  /** {@code bound} and all lesser strings. */
  public static StringRange atMost(String bound) {
    return new StringRange(null, false, bound, true);
  }

  /** All strings between two bounds, each of which belongs to the range when inclusive. */
  public static StringRange between(
      String lower, boolean lowerInclusive, String upper, boolean upperInclusive) {
    return new StringRange(lower, lowerInclusive, upper, upperInclusive);
  }

  /** Whether {@code value} lies in the range. */
  public boolean contains(String value) {
    if (lower != null) {
      int order = compare(value, lower);
      if (order < 0 || (order == 0 && !lowerInclusive)) {
        return false;
      }
    }
    if (upper != null) {
      int order = compare(value, upper);
      return order < 0 || (order == 0 && upperInclusive);
    }
    return true;
  }

  /** Compares by code points, which is the order of the UTF-8 bytes; not that of Java's strings. */
  public static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Character.isSurrogate(a) || Character.isSurrogate(b)
            ? compareCodePoints(left, right, i)
            : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Compares two strings that are equal before {@code index}, where they differ. */
  private static int compareCodePoints(String left, String right, int index) {
    if (index > 0 && Character.isHighSurrogate(left.charAt(index - 1))) {
      int before = Integer.compare(left.codePointAt(index - 1), right.codePointAt(index - 1));
      if (before != 0) {
        return before;
      }
    }
    return Integer.compare(left.codePointAt(index), right.codePointAt(index));
  }
}

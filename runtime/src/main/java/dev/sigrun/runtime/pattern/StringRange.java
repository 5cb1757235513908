package dev.sigrun.runtime.pattern;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A range of strings in the order of their code points, or of software versions in theirs, bounded
 * on one side or on both.
 */
public final class StringRange {
  private final @Nullable String lower;
  private final boolean lowerInclusive;
  private final @Nullable String upper;
  private final boolean upperInclusive;
  private final Comparator<String> order;

  private StringRange(
      @Nullable String lower,
      boolean lowerInclusive,
      @Nullable String upper,
      boolean upperInclusive,
      Comparator<String> order) {
    this.lower = lower;
    this.lowerInclusive = lowerInclusive;
    this.upper = upper;
    this.upperInclusive = upperInclusive;
    this.order = order;
  }

  /** All strings greater than {@code bound}. */
  public static StringRange above(String bound) {
    return new StringRange(bound, false, null, false, StringRange::compare);
  }

  /** {@code bound} and all greater strings. */
  public static StringRange atLeast(String bound) {
    return new StringRange(bound, true, null, false, StringRange::compare);
  }

  /** All strings less than {@code bound}. */
  public static StringRange below(String bound) {
    return new StringRange(null, false, bound, false, StringRange::compare);
  }

  /** {@code bound} and all lesser strings. */
  public static StringRange atMost(String bound) {
    return new StringRange(null, false, bound, true, StringRange::compare);
  }

  /** All strings between two bounds, each of which belongs to the range when inclusive. */
  public static StringRange between(
      String lower, boolean lowerInclusive, String upper, boolean upperInclusive) {
    return new StringRange(lower, lowerInclusive, upper, upperInclusive, StringRange::compare);
  }

  /** The range of versions between the same bounds, in {@link VersionOrder}. */
  public StringRange ofVersions() {
    return new StringRange(lower, lowerInclusive, upper, upperInclusive, VersionOrder.COMPARATOR);
  }

  /** Whether {@code value} lies in the range. */
  public boolean contains(String value) {
    if (lower != null) {
      int comparison = order.compare(value, lower);
      if (comparison < 0 || (comparison == 0 && !lowerInclusive)) {
        return false;
      }
    }
    if (upper != null) {
      int comparison = order.compare(value, upper);
      return comparison < 0 || (comparison == 0 && upperInclusive);
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

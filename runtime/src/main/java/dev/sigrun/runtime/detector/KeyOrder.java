package dev.sigrun.runtime.detector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the search engine lists keys: null first, false before true, numbers by value,
 * strings by code point. Keys of different widths or types are ordered somehow, but always in the
 * same way.
 */
public final class KeyOrder implements Comparator<Key> {
  /** The order. */
  public static final KeyOrder INSTANCE = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(Key left, Key right) {
    int common = Math.min(left.values().size(), right.values().size());
    for (int i = 0; i < common; i++) {
      int order = compareValues(left.values().get(i), right.values().get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.values().size(), right.values().size());
  }

  private static int compareValues(@Nullable Object left, @Nullable Object right) {
    int byType = Integer.compare(rank(left), rank(right));
    if (byType != 0 || left == null || right == null) {
      return byType;
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    if (left instanceof Number a && right instanceof Number b) {
      return compareNumbers(a, b);
    }
    return compareTexts(left.toString(), right.toString());
  }

  private static int rank(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    return value instanceof Boolean ? 1 : value instanceof Number ? 2 : 3;
  }

  private static int compareNumbers(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (isFinite(left) && isFinite(right)) {
      return exact(left).compareTo(exact(right));
    }
    return Double.compare(left.doubleValue(), right.doubleValue());
  }

  private static boolean isFinite(Number number) {
    return !(number instanceof Double decimal) || Double.isFinite(decimal);
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof Double decimal) {
      return new BigDecimal(decimal);
    }
    return number instanceof BigInteger big
        ? new BigDecimal(big)
        : BigDecimal.valueOf(number.longValue());
  }

  /** By code points, which differs from {@link String#compareTo} beyond the basic plane. */
  private static int compareTexts(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) == Character.isSurrogate(b);
        return surrogates ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}

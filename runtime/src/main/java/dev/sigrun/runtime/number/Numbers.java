package dev.sigrun.runtime.number;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Compares numbers of different types exactly by value. */
public final class Numbers {
  /** 2^63, the least double above all longs. */
  private static final double LONG_LIMIT = 0x1p63;

  private Numbers() {}

  /**
   * Compares by value, so that {@code 3} equals {@code 3.0} and no precision is lost. Decimals may
   * be infinite; NaN is greater than all other numbers.
   */
  public static int compare(Number left, Number right) {
    boolean leftIsLong = isLong(left);
    boolean rightIsLong = isLong(right);
    if (leftIsLong && rightIsLong) {
      return Long.compare(left.longValue(), right.longValue());
    }
    if (isDouble(left) && isDouble(right)) {
      return compare(left.doubleValue(), right.doubleValue());
    }
    if (isDouble(left) && !Double.isFinite(left.doubleValue())) {
      return left.doubleValue() < 0 ? -1 : 1;
    }
    if (isDouble(right) && !Double.isFinite(right.doubleValue())) {
      return right.doubleValue() < 0 ? 1 : -1;
    }
    if (leftIsLong && isDouble(right)) {
      return compare(left.longValue(), right.doubleValue());
    }
    if (rightIsLong && isDouble(left)) {
      return -compare(right.longValue(), left.doubleValue());
    }
    return exact(left).compareTo(exact(right));
  }

  private static int compare(double left, double right) {
    return left == right ? 0 : Double.compare(left, right);
  }

  private static int compare(long left, double right) {
    if (right >= LONG_LIMIT) {
      return -1;
    }
    if (right < -LONG_LIMIT) {
      return 1;
    }
    long whole = (long) right;
    return left != whole ? Long.compare(left, whole) : Double.compare(0, right - whole + 0.0);
  }

  static boolean isLong(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte;
  }

  private static boolean isDouble(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  /** The value of a finite number. */
  static BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return isLong(number)
        ? BigDecimal.valueOf(number.longValue())
        : new BigDecimal(number.doubleValue());
  }
}

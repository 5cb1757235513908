package dev.sigrun.runtime.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic. Operands of one call have one type: Integer, Long, {@link BigInteger} for unsigned
 * numbers, or Double. What overflows is null.
 */
public final class RowNumbers {
  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

  private RowNumbers() {}

  /** The sum. */
  public static @Nullable Object add(@Nullable Object left, @Nullable Object right) {
    return compute(Operator.ADD, left, right);
  }

  /** The difference. */
  public static @Nullable Object subtract(@Nullable Object left, @Nullable Object right) {
    return compute(Operator.SUBTRACT, left, right);
  }

  /** The product. */
  public static @Nullable Object multiply(@Nullable Object left, @Nullable Object right) {
    return compute(Operator.MULTIPLY, left, right);
  }

  /** The quotient, of whole numbers rounded towards zero; null by zero. */
  public static @Nullable Object divide(@Nullable Object left, @Nullable Object right) {
    return compute(Operator.DIVIDE, left, right);
  }

  /** The remainder, with the sign of the left side; null by zero. */
  public static @Nullable Object modulo(@Nullable Object left, @Nullable Object right) {
    return compute(Operator.MODULO, left, right);
  }

  private enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO
  }

  private static @Nullable Object compute(
      Operator operator, @Nullable Object left, @Nullable Object right) {
    try {
      if (left instanceof Integer a && right instanceof Integer b) {
        return ints(operator, a, b);
      }
      if (left instanceof Long a && right instanceof Long b) {
        return longs(operator, a, b);
      }
      if (left instanceof Double a && right instanceof Double b) {
        return doubles(operator, a, b);
      }
      return left instanceof BigInteger a && right instanceof BigInteger b
          ? unsigned(operator, a, b)
          : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static Object ints(Operator operator, int a, int b) {
    return switch (operator) {
      case ADD -> Math.addExact(a, b);
      case SUBTRACT -> Math.subtractExact(a, b);
      case MULTIPLY -> Math.multiplyExact(a, b);
      case DIVIDE -> a / b;
      case MODULO -> a % b;
    };
  }

  private static Object longs(Operator operator, long a, long b) {
    return switch (operator) {
      case ADD -> Math.addExact(a, b);
      case SUBTRACT -> Math.subtractExact(a, b);
      case MULTIPLY -> Math.multiplyExact(a, b);
      case DIVIDE -> a / b;
      case MODULO -> a % b;
    };
  }

  private static @Nullable Object doubles(Operator operator, double a, double b) {
    boolean divides = operator == Operator.DIVIDE || operator == Operator.MODULO;
    if (divides && b == 0) {
      return null;
    }
    return finite(
        switch (operator) {
          case ADD -> a + b;
          case SUBTRACT -> a - b;
          case MULTIPLY -> a * b;
          case DIVIDE -> a / b;
          case MODULO -> a % b;
        });
  }

  private static @Nullable Object unsigned(Operator operator, BigInteger a, BigInteger b) {
    BigInteger result =
        switch (operator) {
          case ADD -> a.add(b);
          case SUBTRACT -> a.subtract(b);
          case MULTIPLY -> a.multiply(b);
          case DIVIDE -> a.divide(b);
          case MODULO -> a.mod(b);
        };
    return unsigned(result);
  }

  /** The number if it is one that 64 bits without a sign hold. */
  static @Nullable BigInteger unsigned(BigInteger number) {
    return number.signum() >= 0 && number.compareTo(UNSIGNED_LIMIT) < 0 ? number : null;
  }

  /** The whole number that {@code number} holds. */
  static BigInteger bigInteger(Number number) {
    return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
  }

  /** The number, unless it is infinite or none. */
  static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  /** The number with the opposite sign. */
  public static @Nullable Object negate(@Nullable Object number) {
    if (number instanceof Integer a) {
      return a == Integer.MIN_VALUE ? null : (Object) (-a);
    }
    if (number instanceof Long a) {
      return a == Long.MIN_VALUE ? null : (Object) (-a);
    }
    return number instanceof Double a ? (Object) (-a) : null;
  }

  /** The number without its sign. */
  public static @Nullable Object abs(@Nullable Object number) {
    if (number instanceof Integer a) {
      return a < 0 ? negate(a) : a;
    }
    if (number instanceof Long a) {
      return a < 0 ? negate(a) : a;
    }
    return number instanceof Double a
        ? (Object) Math.abs(a)
        : number instanceof BigInteger ? number : null;
  }

  /** The least whole number that is not less; whole numbers themselves. */
  public static @Nullable Object ceil(@Nullable Object number) {
    return number instanceof Double a ? (Object) Math.ceil(a) : single(number);
  }

  /** The greatest whole number that is not greater; whole numbers themselves. */
  public static @Nullable Object floor(@Nullable Object number) {
    return number instanceof Double a ? (Object) Math.floor(a) : single(number);
  }

  private static @Nullable Object single(@Nullable Object number) {
    return number instanceof Number ? number : null;
  }

  /** The nearest whole number, away from zero if two are as near. */
  public static @Nullable Object round(@Nullable Object number) {
    return round(number, (Object) 0);
  }

  /**
   * The nearest number with so many decimal places, away from zero if two are as near.
   *
   * @param places may be negative, which rounds whole numbers to tens and so on
   */
  public static @Nullable Object round(@Nullable Object number, @Nullable Object places) {
    if (!(number instanceof Number) || !(places instanceof Number count)) {
      return null;
    }
    int scale = (int) Math.max(-400, Math.min(400, count.longValue()));
    if (number instanceof Double a) {
      return Double.isFinite(a)
          ? finite(BigDecimal.valueOf(a).setScale(scale, RoundingMode.HALF_UP).doubleValue())
          : null;
    }
    if (scale >= 0) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number.toString());
    // As on a server: a number with no more digits than are rounded becomes zero, even 7.
    BigInteger rounded =
        exact.precision() <= -scale
            ? BigInteger.ZERO
            : exact.setScale(scale, RoundingMode.HALF_UP).toBigInteger();
    if (number instanceof Integer) {
      return rounded.bitLength() < Integer.SIZE ? (Object) rounded.intValue() : null;
    }
    if (number instanceof Long) {
      return rounded.bitLength() < Long.SIZE ? (Object) rounded.longValue() : null;
    }
    return unsigned(rounded);
  }

  /** The greatest of the points that is not greater than the number, else the least point. */
  public static @Nullable Object roundTo(@Nullable Object number, @Nullable Object... points) {
    Object least = null;
    Object best = null;
    for (Object point : points) {
      if (number == null || number instanceof List || point == null || point instanceof List) {
        return null;
      }
      if (least == null || Cells.ORDER.compare(point, least) < 0) {
        least = point;
      }
      boolean below = Cells.ORDER.compare(point, number) <= 0;
      if (below && (best == null || Cells.ORDER.compare(point, best) > 0)) {
        best = point;
      }
    }
    return best == null ? least : best;
  }

  /** The number of widths of {@code width} below, times {@code width}. */
  public static @Nullable Object bucket(@Nullable Object number, @Nullable Object width) {
    return number instanceof Double a && width instanceof Double b && b > 0
        ? finite(Math.floor(a / b) * b)
        : null;
  }
}

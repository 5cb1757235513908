package dev.sigrun.runtime.function;

import dev.sigrun.runtime.number.Numbers;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.StringRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The operators of EQL on single values: arithmetic, comparison and three-valued logic. Unless said
 * otherwise, a null operand makes the result null. Two Integers compute in 32 bits, a Long widens
 * both to 64 bits, and a Double makes the result a Double.
 */
public final class EqlOperators {
  private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64);

  private EqlOperators() {}

  /**
   * {@code left + right}.
   *
   * @throws EvaluationException if integers overflow
   */
  public static @Nullable Number add(@Nullable Number left, @Nullable Number right) {
    return left == null || right == null ? null : compute(Operation.ADD, left, right);
  }

  /**
   * {@code left - right}.
   *
   * @throws EvaluationException if integers overflow
   */
  public static @Nullable Number subtract(@Nullable Number left, @Nullable Number right) {
    return left == null || right == null ? null : compute(Operation.SUBTRACT, left, right);
  }

  /**
   * {@code left * right}.
   *
   * @throws EvaluationException if integers overflow
   */
  public static @Nullable Number multiply(@Nullable Number left, @Nullable Number right) {
    return left == null || right == null ? null : compute(Operation.MULTIPLY, left, right);
  }

  /**
   * {@code left / right}, cut off toward zero for integers.
   *
   * @throws EvaluationException if integers are divided by zero or overflow
   */
  public static @Nullable Number divide(@Nullable Number left, @Nullable Number right) {
    return left == null || right == null ? null : compute(Operation.DIVIDE, left, right);
  }

  /**
   * The remainder of {@code left / right}, with the sign of {@code left}.
   *
   * @throws EvaluationException if integers are divided by zero
   */
  public static @Nullable Number modulo(@Nullable Number left, @Nullable Number right) {
    return left == null || right == null ? null : compute(Operation.MODULO, left, right);
  }

  /**
   * {@code -value}.
   *
   * @throws EvaluationException if an integer overflows
   */
  public static @Nullable Number negate(@Nullable Number value) {
    if (value == null) {
      return null;
    }
    return isDouble(value)
        ? (Number) (-value.doubleValue())
        : compute(Operation.SUBTRACT, 0, value);
  }

  /** Whether two values are equal: numbers by value; values of different types never are. */
  public static @Nullable Boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    return left instanceof Number a && right instanceof Number b
        ? (Boolean) (Numbers.compare(a, b) == 0)
        : (Boolean) left.equals(right);
  }

  /** Whether two values are not equal: the negation of {@link #equal}. */
  public static @Nullable Boolean notEqual(@Nullable Object left, @Nullable Object right) {
    return not(equal(left, right));
  }

  /** Whether two strings are equal but for {@linkplain CaseFolding case}. */
  public static @Nullable Boolean equalIgnoringCase(@Nullable String left, @Nullable String right) {
    return left == null || right == null
        ? null
        : (Boolean) CaseFolding.fold(left).equals(CaseFolding.fold(right));
  }

  /** Whether {@code left < right}; null when the values are of different types. */
  public static @Nullable Boolean less(@Nullable Object left, @Nullable Object right) {
    Integer order = compare(left, right);
    return order == null ? null : (Boolean) (order < 0);
  }

  /** Whether {@code left <= right}; null when the values are of different types. */
  public static @Nullable Boolean lessOrEqual(@Nullable Object left, @Nullable Object right) {
    Integer order = compare(left, right);
    return order == null ? null : (Boolean) (order <= 0);
  }

  /** Whether {@code left > right}; null when the values are of different types. */
  public static @Nullable Boolean greater(@Nullable Object left, @Nullable Object right) {
    Integer order = compare(left, right);
    return order == null ? null : (Boolean) (order > 0);
  }

  /** Whether {@code left >= right}; null when the values are of different types. */
  public static @Nullable Boolean greaterOrEqual(@Nullable Object left, @Nullable Object right) {
    Integer order = compare(left, right);
    return order == null ? null : (Boolean) (order >= 0);
  }

  /** False if one is false, otherwise null if one is null, otherwise true. */
  public static @Nullable Boolean and(@Nullable Boolean left, @Nullable Boolean right) {
    if (isFalse(left) || isFalse(right)) {
      return false;
    }
    return left == null || right == null ? null : (Boolean) true;
  }

  /** True if one is true, otherwise null if one is null, otherwise false. */
  public static @Nullable Boolean or(@Nullable Boolean left, @Nullable Boolean right) {
    if (isTrue(left) || isTrue(right)) {
      return true;
    }
    return left == null || right == null ? null : (Boolean) false;
  }

  /** The negation; null of null. */
  public static @Nullable Boolean not(@Nullable Boolean value) {
    return value == null ? null : (Boolean) !value;
  }

  /** Whether {@code value} is true, neither false nor null. */
  public static boolean isTrue(@Nullable Boolean value) {
    return value != null && value;
  }

  private static boolean isFalse(@Nullable Boolean value) {
    return value != null && !value;
  }

  private static @Nullable Integer compare(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return Numbers.compare(a, b);
    }
    if (left instanceof String a && right instanceof String b) {
      return StringRange.compare(a, b);
    }
    return left instanceof Boolean a && right instanceof Boolean b
        ? (Integer) Boolean.compare(a, b)
        : null;
  }

  private enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO
  }

  private static Number compute(Operation operation, Number left, Number right) {
    if (isDouble(left) || isDouble(right)) {
      return computeDoubles(operation, left.doubleValue(), right.doubleValue());
    }
    if (left instanceof BigInteger || right instanceof BigInteger) {
      return computeBig(operation, big(left), big(right));
    }
    long wide = computeLongs(operation, left.longValue(), right.longValue());
    if (left instanceof Long || right instanceof Long) {
      return wide;
    }
    if (wide != (int) wide) {
      throw overflow();
    }
    return (int) wide;
  }

  private static double computeDoubles(Operation operation, double left, double right) {
    return switch (operation) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
    };
  }

  private static long computeLongs(Operation operation, long left, long right) {
    if (operation == Operation.DIVIDE || operation == Operation.MODULO) {
      if (right == 0) {
        throw divisionByZero();
      }
      if (operation == Operation.MODULO) {
        return left % right;
      }
      if (left == Long.MIN_VALUE && right == -1) {
        throw overflow();
      }
      return left / right;
    }
    try {
      return switch (operation) {
        case ADD -> Math.addExact(left, right);
        case SUBTRACT -> Math.subtractExact(left, right);
        default -> Math.multiplyExact(left, right);
      };
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  private static Number computeBig(Operation operation, BigInteger left, BigInteger right) {
    if (operation.ordinal() >= Operation.DIVIDE.ordinal() && right.signum() == 0) {
      throw divisionByZero();
    }
    BigInteger result =
        switch (operation) {
          case ADD -> left.add(right);
          case SUBTRACT -> left.subtract(right);
          case MULTIPLY -> left.multiply(right);
          case DIVIDE -> left.divide(right);
          case MODULO -> left.remainder(right);
        };
    if (result.bitLength() < Long.SIZE) {
      return result.longValue();
    }
    if (result.signum() < 0 || result.compareTo(MAX_UNSIGNED) >= 0) {
      throw overflow();
    }
    return result;
  }

  private static BigInteger big(Number number) {
    return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
  }

  private static boolean isDouble(Number number) {
    return number instanceof Double || number instanceof Float || number instanceof BigDecimal;
  }

  private static EvaluationException overflow() {
    return new EvaluationException("Integer overflow.");
  }

  private static EvaluationException divisionByZero() {
    return new EvaluationException("Integer division by zero.");
  }
}

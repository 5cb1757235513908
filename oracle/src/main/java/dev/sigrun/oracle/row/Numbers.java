package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Functions of single numbers. */
final class Numbers {
  private static final BigInteger LARGEST_UNSIGNED =
      BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private Numbers() {}

  /** The whole number as a value of a type; fails if the type does not have it. */
  static Object whole(BigInteger value, RowType type) {
    BigInteger least =
        switch (type) {
          case INTEGER -> BigInteger.valueOf(Integer.MIN_VALUE);
          case UNSIGNED_LONG -> BigInteger.ZERO;
          default -> BigInteger.valueOf(Long.MIN_VALUE);
        };
    BigInteger greatest =
        switch (type) {
          case INTEGER -> BigInteger.valueOf(Integer.MAX_VALUE);
          case UNSIGNED_LONG -> LARGEST_UNSIGNED;
          default -> BigInteger.valueOf(Long.MAX_VALUE);
        };
    if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
      throw new FailureException(type.label() + " overflow");
    }
    return switch (type) {
      case INTEGER -> value.intValue();
      case UNSIGNED_LONG -> value;
      default -> value.longValue();
    };
  }

  static double finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new FailureException("not a finite double number");
    }
    return value;
  }

  static Object arithmetic(RowFunction function, RowType type, Object left, Object right) {
    boolean divides = function == RowFunction.DIVIDE || function == RowFunction.MODULO;
    if (divides && ((Number) right).doubleValue() == 0) {
      throw new FailureException("/ by zero");
    }
    if (type == RowType.DOUBLE) {
      double a = (Double) left;
      double b = (Double) right;
      return finite(
          switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            default -> a % b;
          });
    }
    BigInteger a = new BigInteger(left.toString());
    BigInteger b = new BigInteger(right.toString());
    return whole(
        switch (function) {
          case ADD -> a.add(b);
          case SUBTRACT -> a.subtract(b);
          case MULTIPLY -> a.multiply(b);
          case DIVIDE -> a.divide(b);
          default -> a.remainder(b);
        },
        type);
  }

  static Object negate(Object value, RowType type) {
    return value instanceof Double number
        ? (Object) (-number)
        : whole(new BigInteger(value.toString()).negate(), type);
  }

  static Object abs(Object value, RowType type) {
    return value instanceof Double number
        ? (Object) Math.abs(number)
        : whole(new BigInteger(value.toString()).abs(), type);
  }

  static Object rounded(Object value, RowType type, long places) {
    int scale = (int) Math.max(-400, Math.min(400, places));
    if (!(value instanceof Double)) {
      BigDecimal exact = new BigDecimal(value.toString());
      if (scale >= 0) {
        return value;
      }
      // A number with no more digits than are rounded becomes zero, even 7 by one digit.
      BigDecimal rounded =
          exact.abs().precision() <= -scale
              ? BigDecimal.ZERO
              : exact.setScale(scale, RoundingMode.HALF_UP);
      return whole(rounded.toBigInteger(), type);
    }
    return new BigDecimal(value.toString()).setScale(scale, RoundingMode.HALF_UP).doubleValue();
  }

  /** Functions of decimals. */
  static double decimal(RowFunction function, List<Object> arguments) {
    double a = (Double) arguments.get(0);
    double b = arguments.size() > 1 ? ((Number) arguments.get(1)).doubleValue() : 0;
    return finite(
        switch (function) {
          case ACOS -> Math.acos(a);
          case ASIN -> Math.asin(a);
          case ATAN -> Math.atan(a);
          case ATAN2 -> Math.atan2(a, b);
          case CBRT -> Math.cbrt(a);
          case COS -> Math.cos(a);
          case COSH -> Math.cosh(a);
          case EXP -> Math.exp(a);
          case HYPOT -> Math.hypot(a, b);
          case LOG -> arguments.size() > 1 ? logarithm(b) / nonZero(logarithm(a)) : logarithm(a);
          case LOG10 -> logarithm(a) / Math.log(10);
          case POW -> Math.pow(a, b);
          case SCALB -> a * Math.pow(2, b);
          case SIGNUM -> Math.signum(a);
          case SIN -> Math.sin(a);
          case SINH -> Math.sinh(a);
          case SQRT -> Math.sqrt(a);
          case TAN -> Math.tan(a);
          case TANH -> Math.tanh(a);
          case TO_DEGREES -> Math.toDegrees(a);
          case TO_RADIANS -> Math.toRadians(a);
          case BUCKET -> b > 0 ? Math.floor(a / b) * b : Double.NaN;
          default -> throw new IllegalArgumentException(function.name());
        });
  }

  private static double logarithm(double value) {
    if (value <= 0) {
      throw new FailureException("Log of non-positive number");
    }
    return Math.log(value);
  }

  private static double nonZero(double value) {
    if (value == 0) {
      throw new FailureException("/ by zero");
    }
    return value;
  }
}

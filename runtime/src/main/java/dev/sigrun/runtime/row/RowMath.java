package dev.sigrun.runtime.row;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of decimals. What is not a finite number is null. */
public final class RowMath {
  private RowMath() {}

  /** A function of one number. */
  public static @Nullable Object apply(DoubleUnaryOperator function, @Nullable Object number) {
    return number instanceof Double a ? RowNumbers.finite(function.applyAsDouble(a)) : null;
  }

  /** A function of two numbers. */
  public static @Nullable Object apply(
      DoubleBinaryOperator function, @Nullable Object left, @Nullable Object right) {
    return left instanceof Double a && right instanceof Double b
        ? RowNumbers.finite(function.applyAsDouble(a, b))
        : null;
  }

  /** The square root; null of what is negative. */
  public static double sqrt(double number) {
    return Math.sqrt(number);
  }

  /** The logarithm to base ten; none of what is not positive. */
  public static double log10(double number) {
    return number > 0 ? Math.log10(number) : Double.NaN;
  }

  /** The natural logarithm; none of what is not positive. */
  public static double log(double number) {
    return number > 0 ? Math.log(number) : Double.NaN;
  }

  /** The logarithm of {@code number} to {@code base}. */
  public static double log(double base, double number) {
    return base > 0 && base != 1 && number > 0 ? Math.log10(number) / Math.log10(base) : Double.NaN;
  }

  /** {@code number} times two to the power of {@code exponent}. */
  public static @Nullable Object scalb(@Nullable Object number, @Nullable Object exponent) {
    return number instanceof Double a && exponent instanceof Number b
        ? RowNumbers.finite(Math.scalb(a, (int) Math.max(-5_000, Math.min(5_000, b.longValue()))))
        : null;
  }

  /** The value of the first number with the sign of the second one. */
  public static @Nullable Object copySign(@Nullable Object number, @Nullable Object sign) {
    if (!(sign instanceof Number s) || !(number instanceof Number)) {
      return null;
    }
    boolean negative = Math.copySign(1, s.doubleValue()) < 0;
    Object magnitude = RowNumbers.abs(number);
    return negative ? RowNumbers.negate(magnitude) : magnitude;
  }
}

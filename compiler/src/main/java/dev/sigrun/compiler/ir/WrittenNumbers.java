package dev.sigrun.compiler.ir;

import dev.sigrun.runtime.number.HalfFloat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * The numbers as events have them that a field keeps as given numbers. A field that rounds keeps
 * all numbers between two middle values as the same number, so that a comparison with what it keeps
 * is one of what is written with middle values. Numbers are doubles here: of digits beyond those of
 * a double nothing is known.
 */
public final class WrittenNumbers {
  private static final int DOUBLE_DIGITS = 17;

  private final Field field;
  private final OptionalDouble factor;

  private WrittenNumbers(Field field) {
    this.field = field;
    this.factor = field.reading().scalingFactor();
  }

  /** Those of a field that rounds; empty for a field that keeps numbers as doubles or integers. */
  public static Optional<WrittenNumbers> of(Field field) {
    boolean rounds =
        field.reading().scalingFactor().isPresent()
            || field.type() == ValueType.FLOAT
            || field.type() == ValueType.HALF_FLOAT;
    return rounds ? Optional.of(new WrittenNumbers(field)) : Optional.empty();
  }

  /** The numbers that the field keeps as it keeps {@code number}; both ends count. */
  public Range<BigDecimal> like(BigDecimal number) {
    double kept = Precision.kept(field, number).doubleValue();
    return new Range<>(Optional.of(least(n -> n >= kept)), Optional.of(beforeLeast(n -> n > kept)));
  }

  /** The numbers that the field keeps as numbers in {@code range}; both ends count. */
  public Range<BigDecimal> in(Range<BigDecimal> range) {
    Range<BigDecimal> kept = Precision.kept(field, range);
    return new Range<>(kept.lower().map(this::lower), kept.upper().map(this::upper));
  }

  private Range.Bound<BigDecimal> lower(Range.Bound<BigDecimal> end) {
    double number = end.value().doubleValue();
    return least(end.inclusive() ? n -> n >= number : n -> n > number);
  }

  private Range.Bound<BigDecimal> upper(Range.Bound<BigDecimal> end) {
    double number = end.value().doubleValue();
    return beforeLeast(end.inclusive() ? n -> n > number : n -> n >= number);
  }

  /** The least number that the field keeps as one that is large enough. */
  private Range.Bound<BigDecimal> least(DoublePredicate isLargeEnough) {
    return end(first(isLargeEnough));
  }

  /** The greatest number that the field keeps as one that is not too large. */
  private Range.Bound<BigDecimal> beforeLeast(DoublePredicate isTooLarge) {
    return end(first(isTooLarge) - 1);
  }

  private static Range.Bound<BigDecimal> end(long place) {
    double number = at(place);
    return new Range.Bound<>(
        shortest(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, number))), true);
  }

  /** The place of the first number that is large enough when it is kept; rounding keeps order. */
  private long first(DoublePredicate isLargeEnough) {
    long below = place(Double.NEGATIVE_INFINITY);
    long above = place(Double.POSITIVE_INFINITY);
    while (above - below > 1 || above - below < 0) {
      long middle = (below & above) + ((below ^ above) >> 1);
      if (isLargeEnough.test(kept(at(middle)))) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  private double kept(double written) {
    if (factor.isPresent()) {
      return Math.round(written * factor.getAsDouble()) / factor.getAsDouble();
    }
    float rounded = (float) written;
    return field.type() == ValueType.HALF_FLOAT ? HalfFloat.round(rounded) : rounded;
  }

  /** The place of a number among all doubles in their order. */
  private static long place(double number) {
    return swapped(Double.doubleToLongBits(number));
  }

  private static double at(long place) {
    return Double.longBitsToDouble(swapped(place));
  }

  /** Bits of negative numbers ascend while the numbers descend. */
  private static long swapped(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** The number with no more digits than are needed to recognise it. */
  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == number) {
        return rounded;
      }
    }
    return exact.round(new MathContext(DOUBLE_DIGITS));
  }
}

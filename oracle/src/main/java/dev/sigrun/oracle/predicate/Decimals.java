package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The precision of floating-point fields, by searching all values that they can store. */
final class Decimals {
  private static final List<Float> HALVES = halves();

  private Decimals() {}

  /** The positive numbers of half precision in order, and the first that is too large. */
  private static List<Float> halves() {
    List<Float> all = new ArrayList<>();
    for (int exponent = 0; exponent < 31; exponent++) {
      for (int digits = 0; digits < 1024; digits++) {
        all.add(
            exponent == 0
                ? (float) Math.scalb((double) digits, -24)
                : (float) Math.scalb(1024.0 + digits, exponent - 25));
      }
    }
    all.add(65_536f);
    return all;
  }

  /** The number that a field keeps for a text; empty if it keeps none. */
  static Optional<Object> kept(Field field, String text) {
    double kept =
        switch (field.type().element()) {
          case HALF_FLOAT -> half(Float.parseFloat(text));
          case FLOAT -> Float.parseFloat(text);
          default -> Double.parseDouble(text);
        };
    if (field.reading().scalingFactor().isPresent()) {
      double factor = field.reading().scalingFactor().getAsDouble();
      kept = Math.round(kept * factor) / factor;
    }
    return Double.isFinite(kept) ? Optional.of(kept) : Optional.empty();
  }

  private static double half(float number) {
    float magnitude = Math.abs(number);
    int below = 0;
    for (int step = 1 << 15; step > 0; step /= 2) {
      if (below + step < HALVES.size() && HALVES.get(below + step) <= magnitude) {
        below += step;
      }
    }
    if (below == HALVES.size() - 1) {
      return Double.POSITIVE_INFINITY;
    }
    double toLower = (double) magnitude - HALVES.get(below);
    double toUpper = (double) HALVES.get(below + 1) - magnitude;
    boolean up = toUpper < toLower || (toUpper == toLower && below % 2 == 1);
    int nearest = up ? below + 1 : below;
    return nearest == HALVES.size() - 1
        ? Double.POSITIVE_INFINITY
        : Math.copySign(HALVES.get(nearest), number);
  }

  /**
   * The value that a constant is compared as; the constant itself if the field could not store it.
   */
  static BigDecimal constant(Field field, BigDecimal written) {
    boolean whole = written.stripTrailingZeros().scale() <= 0;
    boolean floating =
        field.type().element().isDecimal() || (field.type() == ValueType.NUMBER && !whole);
    return floating
        ? kept(field, written.toString()).map(n -> new BigDecimal((Double) n)).orElse(written)
        : written;
  }

  /** The ends of a range; those of scaled numbers go inwards. */
  static Range<BigDecimal> constants(Field field, Range<BigDecimal> written) {
    if (field.reading().scalingFactor().isEmpty()) {
      return written.map(end -> constant(field, end));
    }
    BigDecimal factor = BigDecimal.valueOf(field.reading().scalingFactor().getAsDouble());
    return new Range<>(
        written.lower().map(b -> end(b, factor, RoundingMode.CEILING, BigDecimal.ONE)),
        written.upper().map(b -> end(b, factor, RoundingMode.FLOOR, BigDecimal.ONE.negate())));
  }

  private static Range.Bound<BigDecimal> end(
      Range.Bound<BigDecimal> bound, BigDecimal factor, RoundingMode inwards, BigDecimal step) {
    BigDecimal scaled = bound.value().multiply(factor);
    BigDecimal count = scaled.setScale(0, inwards);
    boolean excluded = !bound.inclusive() && count.compareTo(scaled) == 0;
    BigDecimal end =
        (excluded ? count.add(step) : count)
            .max(BigDecimal.valueOf(Long.MIN_VALUE))
            .min(BigDecimal.valueOf(Long.MAX_VALUE));
    return new Range.Bound<>(new BigDecimal(end.doubleValue() / factor.doubleValue()), true);
  }
}

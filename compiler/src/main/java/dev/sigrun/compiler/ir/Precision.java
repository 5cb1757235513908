package dev.sigrun.compiler.ir;

import dev.sigrun.runtime.number.HalfFloat;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * The precision with which fields of a type store numbers. An index reads constants of queries as
 * it reads values: both are rounded to what the type can hold, so that equal digits are always
 * equal numbers. The IR has constants as they are written; who compares them with values rounds
 * them first. (Elasticsearch: {@code parse} of the types of {@code NumberFieldMapper} and of {@code
 * ScaledFloatFieldMapper}.)
 */
public final class Precision {
  private Precision() {}

  /**
   * The number that {@code field} keeps for {@code written}; {@code written} itself where the field
   * keeps it as it is, or cannot hold it because it is too large.
   */
  public static BigDecimal kept(Field field, BigDecimal written) {
    OptionalDouble factor = field.reading().scalingFactor();
    return factor.isPresent()
        ? multiple(Math.round(written.doubleValue() * factor.getAsDouble()), factor.getAsDouble())
        : kept(field.type(), written);
  }

  /**
   * The same for both ends of a range. The ends of ranges over multiples of a fraction are not
   * rounded to the nearest one, but to the next one inside.
   */
  public static Range<BigDecimal> kept(Field field, Range<BigDecimal> written) {
    OptionalDouble factor = field.reading().scalingFactor();
    if (factor.isEmpty()) {
      return written.map(end -> kept(field.type(), end));
    }
    double scale = factor.getAsDouble();
    return new Range<>(
        written
            .lower()
            .map(
                b -> {
                  double end = b.value().doubleValue() * scale;
                  double least = Math.ceil(b.inclusive() ? end : Math.nextUp(end));
                  return new Range.Bound<>(multiple(Math.round(least), scale), true);
                }),
        written
            .upper()
            .map(
                b -> {
                  double end = b.value().doubleValue() * scale;
                  double greatest = Math.floor(b.inclusive() ? end : Math.nextDown(end));
                  return new Range.Bound<>(multiple(Math.round(greatest), scale), true);
                }));
  }

  private static BigDecimal multiple(long count, double factor) {
    return new BigDecimal(count / factor);
  }

  private static BigDecimal kept(ValueType type, BigDecimal written) {
    return switch (type.element()) {
      case HALF_FLOAT -> finite(HalfFloat.round(Float.parseFloat(written.toString())), written);
      case FLOAT -> finite(Float.parseFloat(written.toString()), written);
      case DOUBLE -> finite(written.doubleValue(), written);
      // Without a type, values are as they are written: whole numbers exact, others as doubles.
      case NUMBER -> isWhole(written) ? written : finite(written.doubleValue(), written);
      case KEYWORD,
          LOWERCASE,
          VERSION,
          TEXT,
          SCRIPT_TEXT,
          BYTE,
          SHORT,
          INTEGER,
          LONG,
          UNSIGNED_LONG,
          BOOLEAN,
          DATE,
          DATE_NANOS,
          IP,
          INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          IP_RANGE,
          OBJECT,
          NESTED ->
          written;
    };
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static BigDecimal finite(double kept, BigDecimal written) {
    return Double.isFinite(kept) ? new BigDecimal(kept) : written;
  }
}

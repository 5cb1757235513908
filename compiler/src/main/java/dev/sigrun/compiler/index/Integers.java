package dev.sigrun.compiler.index;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Precision;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Determines which integers satisfy tests of numbers. */
final class Integers {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE + 1);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final long DOUBLE_DIGITS = 1L << 53;
  private static final long HALF_FLOAT_DIGITS = 1L << 11;
  private static final long FLOAT_DIGITS = 1L << 24;

  private Integers() {}

  /** The test whether a value is one of the numbers. */
  static Condition.Numbers in(List<String> paths, Field field, List<BigDecimal> values) {
    List<Long> ends = new ArrayList<>();
    for (BigDecimal value : values.stream().map(v -> kept(field, v)).sorted().distinct().toList()) {
      if (value.scale() <= 0 && value.compareTo(LEAST) >= 0 && value.compareTo(GREATEST) <= 0) {
        ends.add(value.longValueExact());
        ends.add(value.longValueExact());
      }
    }
    return test(paths, field, ends);
  }

  /** The test whether a value is in the range. */
  static Condition.Numbers in(List<String> paths, Field field, Range<BigDecimal> range) {
    Range<BigDecimal> kept = Precision.kept(field, range).map(BigDecimal::stripTrailingZeros);
    long lower = kept.lower().map(Integers::least).orElse(Long.MIN_VALUE + 1);
    long upper = kept.upper().map(Integers::greatest).orElse(Long.MAX_VALUE);
    return test(paths, field, lower <= upper ? List.of(lower, upper) : List.of());
  }

  private static BigDecimal kept(Field field, BigDecimal written) {
    return Precision.kept(field, written).stripTrailingZeros();
  }

  private static long least(Range.Bound<BigDecimal> bound) {
    BigDecimal value = clamped(bound.value());
    BigDecimal whole = value.setScale(0, RoundingMode.CEILING);
    boolean excluded = !bound.inclusive() && whole.compareTo(bound.value()) == 0;
    return clamped(excluded ? whole.add(BigDecimal.ONE) : whole).longValueExact();
  }

  private static long greatest(Range.Bound<BigDecimal> bound) {
    BigDecimal value = clamped(bound.value());
    BigDecimal whole = value.setScale(0, RoundingMode.FLOOR);
    boolean excluded = !bound.inclusive() && whole.compareTo(bound.value()) == 0;
    return clamped(excluded ? whole.subtract(BigDecimal.ONE) : whole).longValueExact();
  }

  /** The index looks only at integers that are far from the ends of long. */
  private static BigDecimal clamped(BigDecimal value) {
    return value.max(LEAST).min(GREATEST);
  }

  private static Condition.Numbers test(List<String> paths, Field field, List<Long> ends) {
    return new Condition.Numbers(
        paths, List.copyOf(ends), least(field.type()), greatest(field.type()));
  }

  private static long least(ValueType type) {
    return type == ValueType.UNSIGNED_LONG ? 0 : -greatest(type);
  }

  /** Up to this one, the type keeps every integer as it is. */
  private static long greatest(ValueType type) {
    return switch (type) {
      case BYTE -> Byte.MAX_VALUE;
      case SHORT -> Short.MAX_VALUE;
      case INTEGER -> Integer.MAX_VALUE;
      case LONG, UNSIGNED_LONG, NUMBER -> Long.MAX_VALUE;
      case HALF_FLOAT -> HALF_FLOAT_DIGITS;
      case FLOAT -> FLOAT_DIGITS;
      case DOUBLE -> DOUBLE_DIGITS;
      case KEYWORD,
          LOWERCASE,
          VERSION,
          TEXT,
          SCRIPT_TEXT,
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
          throw new IllegalArgumentException(type + " is not a numeric type.");
    };
  }
}

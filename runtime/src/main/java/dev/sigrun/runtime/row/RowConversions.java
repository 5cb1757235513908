package dev.sigrun.runtime.row;

import dev.sigrun.runtime.address.IpAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of cells from one type to another, each value by itself. A value that the other type
 * does not have is left out.
 */
public final class RowConversions {
  private static final long NANOS_OF_MILLI = 1_000_000;

  private static final int LONGEST_NUMBER = 400;

  private RowConversions() {}

  private static @Nullable Object map(
      @Nullable Object cell, Function<Object, ? extends @Nullable Object> conversion) {
    return Cells.map(
        cell,
        value -> {
          try {
            return conversion.apply(value);
          } catch (ArithmeticException | IllegalArgumentException e) {
            return null;
          }
        });
  }

  /** As texts; dates need {@link #dateToText}. */
  public static @Nullable Object toText(@Nullable Object cell) {
    return map(cell, Object::toString);
  }

  /** Dates as texts, with milliseconds. */
  public static @Nullable Object dateToText(@Nullable Object cell) {
    return map(cell, value -> RowDates.text((Long) value));
  }

  /** Nanoseconds since 1970 as texts, with nanoseconds. */
  public static @Nullable Object nanosToText(@Nullable Object cell) {
    return map(cell, value -> Instant.ofEpochSecond(0, (Long) value).toString());
  }

  /** As 32-bit numbers; fractions are rounded, halves upwards; true is one. */
  public static @Nullable Object toInteger(@Nullable Object cell) {
    return map(cell, value -> whole(value).intValueExact());
  }

  /** As 64-bit numbers; fractions are rounded, halves upwards; true is one. */
  public static @Nullable Object toLong(@Nullable Object cell) {
    return map(cell, value -> whole(value).longValueExact());
  }

  /** As 64-bit numbers without sign. */
  public static @Nullable Object toUnsignedLong(@Nullable Object cell) {
    return map(cell, value -> RowNumbers.unsigned(whole(value)));
  }

  private static BigInteger whole(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (value instanceof Double number) {
      return rounded(number);
    }
    if (value instanceof Number number) {
      return RowNumbers.bigInteger(number);
    }
    String text = value.toString();
    try {
      return BigInteger.valueOf(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return rounded(number(text));
    }
  }

  /** The nearest whole number, the greater of two that are as near. */
  private static BigInteger rounded(double number) {
    double rounded = Math.floor(number);
    double nearest = number - rounded >= 0.5 ? rounded + 1 : rounded;
    return new BigDecimal(nearest).toBigInteger();
  }

  private static double number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      throw new NumberFormatException("A number of " + text.length() + " characters.");
    }
    return Double.parseDouble(text);
  }

  /** As decimals; true is one. */
  public static @Nullable Object toDouble(@Nullable Object cell) {
    return map(cell, RowConversions::decimal);
  }

  private static @Nullable Object decimal(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1.0 : 0.0;
    }
    return RowNumbers.finite(
        value instanceof Number number ? number.doubleValue() : number(value.toString()));
  }

  /** As true or false: the text {@code true} in any case, and numbers other than zero. */
  public static @Nullable Object toBoolean(@Nullable Object cell) {
    return map(
        cell,
        value -> {
          if (value instanceof Boolean) {
            return value;
          }
          return value instanceof Number number
              ? (Object) (number.doubleValue() != 0)
              : (Object) Boolean.parseBoolean(value.toString());
        });
  }

  /** Texts as addresses. */
  public static @Nullable Object toIp(@Nullable Object cell) {
    return map(cell, value -> IpAddress.parse(value.toString()).orElse(null));
  }

  /** Texts as versions. */
  public static @Nullable Object toVersion(@Nullable Object cell) {
    return map(cell, value -> new Version(value.toString()));
  }

  /** Texts in the usual format, or numbers of milliseconds, as dates. */
  public static @Nullable Object toDate(@Nullable Object cell) {
    return map(
        cell,
        value -> value instanceof String ? RowDates.parse(value) : whole(value).longValueExact());
  }

  /** Nanoseconds as dates to the millisecond. */
  public static @Nullable Object nanosToDate(@Nullable Object cell) {
    return map(cell, value -> Math.floorDiv((Long) value, NANOS_OF_MILLI));
  }

  /** Dates to the millisecond as nanoseconds; from 1970 to 2262. */
  public static @Nullable Object dateToNanos(@Nullable Object cell) {
    return map(
        cell, value -> (Long) value < 0 ? null : Math.multiplyExact((Long) value, NANOS_OF_MILLI));
  }

  /** Texts as nanoseconds, or numbers that are nanoseconds. */
  public static @Nullable Object toNanos(@Nullable Object cell) {
    return map(
        cell,
        value ->
            value instanceof String text
                ? dateToNanos(RowDates.parse(text))
                : whole(value).longValueExact());
  }

  /** Texts as points. */
  public static @Nullable Object toGeoPoint(@Nullable Object cell) {
    return map(
        cell,
        value -> value instanceof GeoPoint ? value : GeoPoint.parse(value.toString()).orElse(null));
  }
}

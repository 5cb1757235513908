package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.GeoPoint;
import dev.sigrun.runtime.row.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts single values from one type to another. */
final class Conversion {
  private static final Pattern POINT =
      Pattern.compile("POINT\\s*\\(\\s*(\\S+)\\s+([^\\s)]+)\\s*\\)", Pattern.CASE_INSENSITIVE);

  private Conversion() {}

  static Object convert(Object value, RowType from, RowType to) {
    return switch (to) {
      case KEYWORD, TEXT -> text(value, from);
      case INTEGER, LONG ->
          value instanceof String text ? parsed(text, to) : Numbers.whole(whole(value), to);
      case UNSIGNED_LONG -> new BigInteger(Numbers.whole(whole(value), to).toString());
      case DOUBLE ->
          value instanceof Boolean truth
              ? (truth ? 1.0 : 0.0)
              : Numbers.finite(decimal(value).doubleValue());
      case BOOLEAN ->
          value instanceof String text
              ? text.toLowerCase(Locale.ROOT).equals("true")
              : decimal(value).signum() != 0;
      case DATE -> from == RowType.DATE_NANOS ? milli(value) : date(value);
      case DATE_NANOS -> nanos(value, from);
      case IP -> address(value.toString());
      case VERSION -> new Version(value.toString());
      case GEO_POINT -> point(value);
      case SPAN, NULL -> throw new IllegalArgumentException(to.name());
    };
  }

  private static String text(Object value, RowType from) {
    return switch (from) {
      case DATE -> DateFunctions.text((Long) value);
      case DATE_NANOS -> Instant.EPOCH.plusNanos((Long) value).toString();
      default -> value.toString();
    };
  }

  private static BigDecimal decimal(Object value) {
    try {
      return new BigDecimal(value.toString().trim());
    } catch (NumberFormatException e) {
      throw new FailureException("Cannot parse number");
    }
  }

  /** Rounds to the nearest; halves upwards. */
  private static BigInteger whole(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    BigDecimal decimal = decimal(value);
    if (decimal.precision() - decimal.scale() > 400) {
      throw new FailureException("out of range");
    }
    return decimal.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
  }

  private static Object parsed(String text, RowType type) {
    try {
      return Numbers.whole(whole(text), type);
    } catch (FailureException e) {
      throw new FailureException("Cannot parse number");
    }
  }

  private static Object milli(Object nanos) {
    return Math.floorDiv((Long) nanos, 1_000_000L);
  }

  private static Object date(Object value) {
    return value instanceof String text
        ? (Object) DateFunctions.parsed("strict_date_optional_time", text)
        : Numbers.whole(whole(value), RowType.LONG);
  }

  private static Object nanos(Object value, RowType from) {
    if (from.isText() || from == RowType.DATE) {
      long millis = (Long) date(value);
      if (millis < 0) {
        throw new FailureException("A date before 1970");
      }
      return Numbers.whole(
          BigInteger.valueOf(millis).multiply(BigInteger.valueOf(1_000_000)), RowType.LONG);
    }
    return Numbers.whole(whole(value), RowType.LONG);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text)
        .orElseThrow(() -> new FailureException("is not an IP string literal"));
  }

  private static Object point(Object value) {
    Matcher matcher = POINT.matcher(value.toString().trim());
    if (!matcher.matches()) {
      throw new FailureException("Failed to parse WKT");
    }
    double longitude = decimal(matcher.group(1)).doubleValue();
    double latitude = decimal(matcher.group(2)).doubleValue();
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
      throw new FailureException("Failed to parse WKT");
    }
    return new GeoPoint(longitude, latitude);
  }
}

package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.row.Span;
import dev.sigrun.runtime.time.DateFormat;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions of single dates. */
final class DateFunctions {
  private static final Map<String, ChronoUnit> UNITS =
      Map.ofEntries(
          Map.entry("year", ChronoUnit.YEARS),
          Map.entry("yy", ChronoUnit.YEARS),
          Map.entry("yyyy", ChronoUnit.YEARS),
          Map.entry("month", ChronoUnit.MONTHS),
          Map.entry("mm", ChronoUnit.MONTHS),
          Map.entry("m", ChronoUnit.MONTHS),
          Map.entry("dayofyear", ChronoUnit.DAYS),
          Map.entry("dy", ChronoUnit.DAYS),
          Map.entry("y", ChronoUnit.DAYS),
          Map.entry("day", ChronoUnit.DAYS),
          Map.entry("dd", ChronoUnit.DAYS),
          Map.entry("d", ChronoUnit.DAYS),
          Map.entry("weekday", ChronoUnit.DAYS),
          Map.entry("dw", ChronoUnit.DAYS),
          Map.entry("week", ChronoUnit.WEEKS),
          Map.entry("wk", ChronoUnit.WEEKS),
          Map.entry("ww", ChronoUnit.WEEKS),
          Map.entry("hour", ChronoUnit.HOURS),
          Map.entry("hh", ChronoUnit.HOURS),
          Map.entry("minute", ChronoUnit.MINUTES),
          Map.entry("mi", ChronoUnit.MINUTES),
          Map.entry("n", ChronoUnit.MINUTES),
          Map.entry("second", ChronoUnit.SECONDS),
          Map.entry("ss", ChronoUnit.SECONDS),
          Map.entry("s", ChronoUnit.SECONDS),
          Map.entry("millisecond", ChronoUnit.MILLIS),
          Map.entry("ms", ChronoUnit.MILLIS),
          Map.entry("microsecond", ChronoUnit.MICROS),
          Map.entry("mcs", ChronoUnit.MICROS),
          Map.entry("nanosecond", ChronoUnit.NANOS),
          Map.entry("ns", ChronoUnit.NANOS));

  private DateFunctions() {}

  static List<Object> apply(RowFunction function, RowType type, List<Object> arguments) {
    try {
      Object last = arguments.get(arguments.size() - 1);
      return List.of(
          switch (function) {
            case PLUS_SPAN -> plus(type, (Long) arguments.get(0), (Span) arguments.get(1));
            case DATE_TRUNC -> truncated((Span) arguments.get(0), (Long) last);
            case DATE_DIFF ->
                difference(arguments.get(0).toString(), (Long) arguments.get(1), (Long) last);
            case DATE_EXTRACT ->
                date((Long) last)
                    .getLong(
                        ChronoField.valueOf(arguments.get(0).toString().toUpperCase(Locale.ROOT)));
            case DATE_FORMAT ->
                arguments.size() == 1
                    ? text((Long) last)
                    : date((Long) last)
                        .format(
                            DateTimeFormatter.ofPattern(
                                arguments.get(0).toString(), Locale.ENGLISH));
            case DATE_PARSE ->
                parsed(
                    arguments.size() == 1
                        ? "strict_date_optional_time"
                        : arguments.get(0).toString(),
                    last.toString());
            case DAY_NAME -> title(date((Long) last).getDayOfWeek().name());
            case MONTH_NAME -> title(date((Long) last).getMonth().name());
            default -> throw new IllegalArgumentException(function.name());
          });
    } catch (DateTimeException | ArithmeticException e) {
      throw new FailureException("A date is out of range");
    }
  }

  private static String title(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static ZonedDateTime date(long millis) {
    return ZonedDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  static String text(long millis) {
    ZonedDateTime date = date(millis);
    return date.truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))
        + String.format(Locale.ROOT, ".%03dZ", Math.floorMod(millis, 1000L));
  }

  static long parsed(String format, String text) {
    try {
      return DateFormat.of(format)
          .parse(text, false)
          .orElseThrow(() -> new FailureException("failed to parse date field"))
          .toEpochMilli();
    } catch (IllegalArgumentException e) {
      throw new FailureException("failed to parse date field");
    }
  }

  private static long plus(RowType type, long date, Span span) {
    Instant start =
        type == RowType.DATE ? Instant.ofEpochMilli(date) : Instant.EPOCH.plusNanos(date);
    Instant end =
        start
            .atZone(ZoneOffset.UTC)
            .plusMonths(span.months())
            .plusDays(span.days())
            .plus(span.rest())
            .toInstant();
    BigInteger nanos =
        BigInteger.valueOf(end.getEpochSecond())
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(end.getNano()));
    return type == RowType.DATE ? end.toEpochMilli() : nanos.longValueExact();
  }

  private static long truncated(Span span, long millis) {
    if (span.months() == 0 && span.days() == 0) {
      return below(millis, span.rest().toMillis());
    }
    LocalDate day = date(millis).toLocalDate();
    int days = span.days();
    LocalDate start;
    if (days == 7) {
      start = day;
      while (start.getDayOfWeek() != DayOfWeek.MONDAY) {
        start = start.minusDays(1);
      }
    } else if (days > 0) {
      return below(millis, Duration.ofDays(days).toMillis());
    } else {
      long since = (day.getYear() - 1970L) * 12 + day.getMonthValue() - 1;
      start = LocalDate.of(1970, 1, 1).plusMonths(below(since, span.months()));
    }
    return start.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static long below(long value, long width) {
    if (width <= 0) {
      throw new FailureException("Zero or negative time interval is not supported");
    }
    return Math.floorDiv(value, width) * width;
  }

  private static int difference(String unit, long from, long to) {
    String lower = unit.toLowerCase(Locale.ROOT);
    String name =
        lower.length() > 2 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    boolean quarters = List.of("quarter", "qq", "q").contains(name);
    ChronoUnit counted = quarters ? ChronoUnit.MONTHS : UNITS.get(name);
    if (counted == null) {
      throw new FailureException("A value does not correspond to any supported unit");
    }
    long units = counted.between(date(from), date(to));
    return Math.toIntExact(quarters ? units / 3 : units);
  }
}

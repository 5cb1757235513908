package dev.sigrun.runtime.row;

import dev.sigrun.runtime.time.DateFormat;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of dates, which are milliseconds since 1970 in UTC. */
public final class RowDates {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int LONGEST_FORMAT = 256;
  private static final int MONTHS_OF_YEAR = 12;
  private static final int DAYS_OF_WEEK = 7;

  private RowDates() {}

  /** The date that is a span later. */
  public static @Nullable Object plus(@Nullable Object date, Span span) {
    if (!(date instanceof Long millis)) {
      return null;
    }
    try {
      return span.after(Instant.ofEpochMilli(millis)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** The same for nanoseconds since 1970. */
  public static @Nullable Object plusNanos(@Nullable Object date, Span span) {
    if (!(date instanceof Long nanos)) {
      return null;
    }
    try {
      return nanos(span.after(Instant.ofEpochSecond(0, nanos)));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** Nanoseconds since 1970. */
  static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /** The start of the span of time in which a date lies. */
  public static @Nullable Object trunc(Span span, @Nullable Object date) {
    if (!(date instanceof Long millis)) {
      return null;
    }
    try {
      if (span.months() == 0 && span.days() == 0) {
        return multiple(millis, span.rest().toMillis());
      }
      LocalDate day = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
      return start(day, span).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Object multiple(long value, long width) {
    return width <= 0 ? null : (Object) (value - Math.floorMod(value, width));
  }

  /** Weeks begin on Mondays; other numbers of days, months and years are counted from 1970. */
  private static LocalDate start(LocalDate day, Span span) {
    if (span.days() == DAYS_OF_WEEK) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
    if (span.days() > 0) {
      long days = day.toEpochDay();
      return LocalDate.ofEpochDay(days - Math.floorMod(days, span.days()));
    }
    long since = day.getLong(ChronoField.PROLEPTIC_MONTH) - 1970L * MONTHS_OF_YEAR;
    long width = Math.max(1, span.months());
    return day.withDayOfMonth(1).minusMonths(Math.floorMod(since, width));
  }

  /** The number of whole units from one date to another, towards zero; within 32 bits. */
  public static @Nullable Object diff(
      @Nullable Object unit, @Nullable Object from, @Nullable Object to) {
    if (!(unit instanceof String name) || !(from instanceof Long a) || !(to instanceof Long b)) {
      return null;
    }
    try {
      OffsetDateTime start = Instant.ofEpochMilli(a).atOffset(ZoneOffset.UTC);
      OffsetDateTime end = Instant.ofEpochMilli(b).atOffset(ZoneOffset.UTC);
      return Math.toIntExact(between(name.toLowerCase(Locale.ROOT), start, end));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      return null;
    }
  }

  private static long between(String unit, OffsetDateTime start, OffsetDateTime end) {
    return switch (unit) {
      case "quarter", "quarters", "qq", "q" -> ChronoUnit.MONTHS.between(start, end) / 3;
      default -> unit(unit).between(start, end);
    };
  }

  private static ChronoUnit unit(String name) {
    return switch (name) {
      case "year", "years", "yy", "yyyy" -> ChronoUnit.YEARS;
      case "month", "months", "mm", "m" -> ChronoUnit.MONTHS;
      case "day", "days", "dd", "d", "dayofyear", "dy", "y", "weekday", "weekdays", "dw" ->
          ChronoUnit.DAYS;
      case "week", "weeks", "wk", "ww" -> ChronoUnit.WEEKS;
      case "hour", "hours", "hh" -> ChronoUnit.HOURS;
      case "minute", "minutes", "mi", "n" -> ChronoUnit.MINUTES;
      case "second", "seconds", "ss", "s" -> ChronoUnit.SECONDS;
      case "millisecond", "milliseconds", "ms" -> ChronoUnit.MILLIS;
      case "microsecond", "microseconds", "mcs" -> ChronoUnit.MICROS;
      case "nanosecond", "nanoseconds", "ns" -> ChronoUnit.NANOS;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * A part of a date.
   *
   * @param part the name of a {@link ChronoField}, in any case
   */
  public static @Nullable Object extract(@Nullable Object part, @Nullable Object date) {
    if (!(part instanceof String name) || !(date instanceof Long millis)) {
      return null;
    }
    try {
      ChronoField field = ChronoField.valueOf(name.toUpperCase(Locale.ROOT));
      return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).getLong(field);
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  /** The date as text, with milliseconds and a {@code Z}. */
  public static @Nullable Object format(@Nullable Object date) {
    return date instanceof Long millis ? text(millis) : null;
  }

  /** The date as text in a format of letters, such as {@code yyyy-MM-dd}. */
  public static @Nullable Object format(@Nullable Object format, @Nullable Object date) {
    if (!(format instanceof String pattern)
        || pattern.length() > LONGEST_FORMAT
        || !(date instanceof Long millis)) {
      return null;
    }
    RowBudget.spend(pattern.length());
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
          .format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  /** A date as it is written everywhere. */
  static String text(long millis) {
    return ISO.format(Instant.ofEpochMilli(millis));
  }

  /** The date that a text in the usual format gives. */
  public static @Nullable Object parse(@Nullable Object text) {
    return parse((Object) "strict_date_optional_time", text);
  }

  /** The date that a text in a format gives, as the formats of fields of dates are written. */
  public static @Nullable Object parse(@Nullable Object format, @Nullable Object text) {
    if (!(format instanceof String pattern)
        || pattern.length() > LONGEST_FORMAT
        || !(text instanceof String written)) {
      return null;
    }
    RowBudget.spend(pattern.length());
    try {
      return DateFormat.of(pattern).parse(written, false).map(Instant::toEpochMilli).orElse(null);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      return null;
    }
  }

  /** The English name of the day of the week. */
  public static @Nullable Object dayName(@Nullable Object date) {
    return date instanceof Long millis
        ? day(millis).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        : null;
  }

  /** The English name of the month. */
  public static @Nullable Object monthName(@Nullable Object date) {
    return date instanceof Long millis
        ? day(millis).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        : null;
  }

  private static OffsetDateTime day(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }
}

package dev.sigrun.runtime.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How dates are written: what the parameter {@code format} of Elasticsearch's mappings says. Names
 * of formats and patterns of letters, with {@code ||} between several of which the first that fits
 * counts.
 */
public final class DateFormat {
  /** What dates are read by where nothing else is said. */
  public static final String USUAL = "strict_date_optional_time||epoch_millis";

  private static final DateFormat DEFAULT = new DateFormat(List.of(Timestamps::instant));

  /** A number of seconds or milliseconds that long arithmetic surely holds. */
  private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(1_000_000_000_000_000_000L);

  private static final int LONGEST = 64;

  private static final String ZONE = "[XXX][XX][X]";
  private static final String TIME = "HH:mm:ss";
  private static final String MILLIS = "HH:mm:ss.SSS";

  /** The patterns of the formats that have names; {@code strict_} before them changes nothing. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("basic_date", "uuuuMMdd"),
          Map.entry("basic_date_time", "uuuuMMdd'T'HHmmss.SSS" + ZONE),
          Map.entry("basic_date_time_no_millis", "uuuuMMdd'T'HHmmss" + ZONE),
          Map.entry("basic_ordinal_date", "uuuuDDD"),
          Map.entry("date", "uuuu-MM-dd"),
          Map.entry("date_hour", "uuuu-MM-dd'T'HH"),
          Map.entry("date_hour_minute", "uuuu-MM-dd'T'HH:mm"),
          Map.entry("date_hour_minute_second", "uuuu-MM-dd'T'" + TIME),
          Map.entry("date_hour_minute_second_millis", "uuuu-MM-dd'T'" + MILLIS),
          Map.entry("date_hour_minute_second_fraction", "uuuu-MM-dd'T'" + MILLIS),
          Map.entry("date_time", "uuuu-MM-dd'T'" + MILLIS + ZONE),
          Map.entry("date_time_no_millis", "uuuu-MM-dd'T'" + TIME + ZONE),
          Map.entry("ordinal_date", "uuuu-DDD"),
          Map.entry("year", "uuuu"),
          Map.entry("year_month", "uuuu-MM"),
          Map.entry("year_month_day", "uuuu-MM-dd"));

  private final List<Parser> parsers;

  /** One of several forms. */
  private interface Parser {
    Optional<Instant> parse(String text, boolean roundUp);
  }

  private DateFormat(List<Parser> parsers) {
    this.parsers = parsers;
  }

  /** The format of {@link #USUAL}. */
  public static DateFormat usual() {
    return DEFAULT;
  }

  /**
   * The format that {@code spec} describes.
   *
   * @throws IllegalArgumentException if it names an unknown format or is a malformed pattern
   */
  public static DateFormat of(String spec) {
    return of(spec, Locale.ROOT);
  }

  /** The same with names of months and days in the language of {@code locale}. */
  public static DateFormat of(String spec, Locale locale) {
    List<Parser> parsers = new ArrayList<>();
    for (String part : spec.split("\\|\\|", -1)) {
      parsers.add(parser(part.strip(), locale));
    }
    return new DateFormat(List.copyOf(parsers));
  }

  /**
   * The instant that {@code text} names in this format.
   *
   * @param roundUp whether a missing part of the time of day is the last possible one
   */
  public Optional<Instant> parse(String text, boolean roundUp) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    for (Parser parser : parsers) {
      Optional<Instant> instant = parser.parse(text, roundUp);
      if (instant.isPresent()) {
        return instant;
      }
    }
    return Optional.empty();
  }

  private static Parser parser(String format, Locale locale) {
    String name = format.startsWith("strict_") ? format.substring("strict_".length()) : format;
    return switch (name) {
      case "epoch_millis" -> (text, roundUp) -> epoch(text, 0, roundUp);
      case "epoch_second" -> (text, roundUp) -> epoch(text, 3, roundUp);
      case "date_optional_time", "date_optional_time_nanos", "iso8601" -> Timestamps::isoInstant;
      default -> pattern(NAMED.getOrDefault(name, format), locale);
    };
  }

  private static Parser pattern(String pattern, Locale locale) {
    if (pattern.isEmpty() || pattern.chars().allMatch(c -> c == '_' || Character.isLowerCase(c))) {
      boolean name = pattern.length() > 1 && pattern.indexOf('_') >= 0;
      if (name || pattern.isEmpty()) {
        throw new IllegalArgumentException("Unknown date format '" + pattern + "'.");
      }
    }
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            .toFormatter(locale)
            .withResolverStyle(ResolverStyle.STRICT);
    return (text, roundUp) -> instant(formatter, text, roundUp);
  }

  private static Optional<Instant> epoch(String text, int shift, boolean roundUp) {
    if (!text.matches("-?[0-9]{1,18}+(?:\\.[0-9]{0,9}+)?")) {
      return Optional.empty();
    }
    String digits = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    BigDecimal millis = new BigDecimal(digits).movePointRight(shift);
    if (millis.abs().compareTo(MOST_MILLIS) > 0) {
      return Optional.empty();
    }
    BigDecimal whole = millis.setScale(0, RoundingMode.FLOOR);
    long nanos = millis.subtract(whole).movePointRight(6).longValue();
    Instant instant = Instant.ofEpochMilli(whole.longValueExact()).plusNanos(nanos);
    // A number without a fraction stands for its whole unit.
    long rest = shift == 0 ? 999_999 : 999_999_999;
    return Optional.of(roundUp && digits.indexOf('.') < 0 ? instant.plusNanos(rest) : instant);
  }

  private static Optional<Instant> instant(
      DateTimeFormatter formatter, String text, boolean roundUp) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        return Optional.of(Instant.from(parsed));
      }
      ZoneId zone = parsed.query(TemporalQueries.zone());
      return Optional.of(
          date(parsed)
              .atTime(time(parsed, roundUp))
              .atZone(zone == null ? ZoneOffset.UTC : zone)
              .toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static LocalDate date(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date != null) {
      return date;
    }
    ChronoField yearField =
        parsed.isSupported(ChronoField.YEAR) ? ChronoField.YEAR : ChronoField.YEAR_OF_ERA;
    return LocalDate.of(
        get(parsed, yearField, 1970),
        get(parsed, ChronoField.MONTH_OF_YEAR, 1),
        get(parsed, ChronoField.DAY_OF_MONTH, 1));
  }

  private static LocalTime time(TemporalAccessor parsed, boolean roundUp) {
    LocalTime last = roundUp ? LocalTime.MAX : LocalTime.MIN;
    return LocalTime.of(
        get(parsed, ChronoField.HOUR_OF_DAY, last.getHour()),
        get(parsed, ChronoField.MINUTE_OF_HOUR, last.getMinute()),
        get(parsed, ChronoField.SECOND_OF_MINUTE, last.getSecond()),
        get(parsed, ChronoField.NANO_OF_SECOND, last.getNano()));
  }

  private static int get(TemporalAccessor parsed, ChronoField field, int otherwise) {
    return parsed.isSupported(field) ? parsed.get(field) : otherwise;
  }
}

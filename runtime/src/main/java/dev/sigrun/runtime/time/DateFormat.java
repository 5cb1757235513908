package dev.sigrun.runtime.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParsePosition;
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
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The format of dates, as in the parameter {@code format} of Elasticsearch's mappings. Names of
 * formats and patterns of letters, with {@code ||} between several of which the first that fits
 * counts.
 */
public final class DateFormat {
  /** The default format of dates. */
  public static final String USUAL = "strict_date_optional_time||epoch_millis";

  private static final DateFormat DEFAULT = new DateFormat(List.of(Timestamps::instant));

  /** A number of seconds or milliseconds that long arithmetic surely holds. */
  private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(1_000_000_000_000_000_000L);

  private static final int LONGEST = 64;

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
    return switch (format) {
      case "epoch_millis" -> (text, roundUp) -> epoch(text, 0, roundUp);
      case "epoch_second" -> (text, roundUp) -> epoch(text, 3, roundUp);
      case "strict_date_optional_time" -> Timestamps::isoInstant;
      case "iso8601" -> DateFormat::isoWithZone;
      default -> named(format).orElseGet(() -> pattern(format, locale));
    };
  }

  /** Only this format has zones of dates without a time. */
  private static Optional<Instant> isoWithZone(String text, boolean roundUp) {
    boolean isZoned = text.length() > 11 && text.charAt(10) == 'T' && text.charAt(11) > '9';
    boolean isOffset = text.length() > 11 && "+-".indexOf(text.charAt(11)) >= 0;
    return Timestamps.isoInstant(
        isZoned || isOffset
            ? text.substring(0, 11) + (roundUp ? "23:59:59.999999999" : "00") + text.substring(11)
            : text,
        roundUp);
  }

  private static Optional<Parser> named(String format) {
    Optional<Pattern> shape = NamedDates.isoShape(format);
    if (shape.isPresent()) {
      return Optional.of(
          (text, roundUp) ->
              shape.get().matcher(text).matches()
                  ? Timestamps.isoInstant(text, roundUp)
                  : Optional.empty());
    }
    List<DateTimeFormatter> forms = NamedDates.of(format);
    return forms.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (text, roundUp) ->
                forms.stream().flatMap(form -> instant(form, text, roundUp).stream()).findFirst());
  }

  private static Parser pattern(String pattern, Locale locale) {
    if (pattern.isEmpty() || pattern.matches("[a-z]+(?:_[a-z]+)+")) {
      throw new IllegalArgumentException("Unknown date format '" + pattern + "'.");
    }
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            .toFormatter(locale)
            .withResolverStyle(ResolverStyle.STRICT);
    return (text, roundUp) -> instant(formatter, text, roundUp);
  }

  private static Optional<Instant> epoch(String text, int shift, boolean roundUp) {
    int digitsBelow = shift == 0 ? 6 : 9;
    if (!text.matches("-?[0-9]{1,18}+(?:\\.[0-9]{0," + digitsBelow + "}+)?")) {
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
    // A number without a fraction represents its whole unit.
    long rest = shift == 0 ? 999_999 : 999_999_999;
    return Optional.of(roundUp && text.indexOf('.') < 0 ? instant.plusNanos(rest) : instant);
  }

  private static Optional<Instant> instant(
      DateTimeFormatter formatter, String text, boolean roundUp) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      TemporalAccessor written = formatter.parseUnresolved(text, new ParsePosition(0));
      ZoneId zone = parsed.query(TemporalQueries.zone());
      return Optional.of(
          date(parsed)
              .atTime(time(parsed, written, roundUp))
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

  /** A missing part takes its first or last possible value, not Java's default. */
  private static LocalTime time(
      TemporalAccessor parsed, TemporalAccessor written, boolean roundUp) {
    LocalTime last = roundUp ? LocalTime.MAX : LocalTime.MIN;
    boolean hasMinute = written.isSupported(ChronoField.MINUTE_OF_HOUR);
    boolean hasSecond = written.isSupported(ChronoField.SECOND_OF_MINUTE);
    boolean hasFraction =
        written.isSupported(ChronoField.NANO_OF_SECOND)
            || written.isSupported(ChronoField.MILLI_OF_SECOND);
    return LocalTime.of(
        get(parsed, ChronoField.HOUR_OF_DAY, last.getHour()),
        hasMinute ? parsed.get(ChronoField.MINUTE_OF_HOUR) : last.getMinute(),
        hasSecond ? parsed.get(ChronoField.SECOND_OF_MINUTE) : last.getSecond(),
        hasFraction ? parsed.get(ChronoField.NANO_OF_SECOND) : last.getNano());
  }

  private static int get(TemporalAccessor parsed, ChronoField field, int otherwise) {
    return parsed.isSupported(field) ? parsed.get(field) : otherwise;
  }
}

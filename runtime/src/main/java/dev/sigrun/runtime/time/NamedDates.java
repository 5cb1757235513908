package dev.sigrun.runtime.time;

import static java.util.Map.entry;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The formats of dates that Elasticsearch has names for, as its version 8.19 reads them. Each is
 * one or several forms of which the first that fits counts, in letters:
 *
 * <pre>
 * Y year of 4 digits or more    y of 1 to 5   B of 4   b of 1 to 4   u of any number
 * M month of 2 digits           m of 1 or 2
 * D day of 2 digits             d of 1 or 2
 * J day of the year, 3 digits   j of 1 to 3
 * H hour of 2 digits            h of 1 or 2
 * N minute of 2 digits          n of 1 or 2
 * S second of 2 digits          s of 1 or 2
 * F point and fraction of 1 to 9 digits   f of 1 to 3   C comma and fraction
 * Z name or offset of a zone    z offset as +0200 or +02   O offset as +02:00
 * [ ] what may be missing       others stand for themselves
 * </pre>
 */
final class NamedDates {
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          entry("basic_date", "bmd"),
          entry("basic_date_time", "BMDTHNSFZ|BMDTHNSFz"),
          entry("basic_date_time_no_millis", "BMDTHNSZ|BMDTHNSz"),
          entry("basic_ordinal_date", "YJ"),
          entry("basic_t_time", "THNSFZ|THNSFz"),
          entry("basic_t_time_no_millis", "THNSZ|THNSz"),
          entry("basic_time", "HNSFZ|HNSFz"),
          entry("basic_time_no_millis", "HNSZ|HNSz"),
          entry("date", "u[-m[-d]]"),
          entry("date_hour", "y-m-dTh"),
          entry("date_hour_minute", "y-m-dTh:n"),
          entry("date_hour_minute_second", "y-m-dTh:n:s"),
          entry("date_hour_minute_second_fraction", "y-m-dTh:n:sF"),
          entry("date_hour_minute_second_millis", "y-m-dTh:n:sf"),
          entry("date_optional_time", "y[-m[-d]][T[h[:n[:s][F][C][Z][z]]]]"),
          entry("date_time", "y-m-dTh:n[:sF]O|y-m-dTh:n[:sF]z"),
          entry("date_time_no_millis", "y-m-dTh:n[:s]O|y-m-dTh:n[:s]z|y-m-dTh:n[:s][Z]"),
          entry("hour", "h"),
          entry("hour_minute", "h:n"),
          entry("hour_minute_second", "h:n:s"),
          entry("hour_minute_second_fraction", "h:n:sF"),
          entry("hour_minute_second_millis", "h:n:sf"),
          entry("ordinal_date", "Y-j"),
          entry("ordinal_date_time", "Y-jTh:n[:sF]Z|Y-jTh:n[:sF]z"),
          entry("ordinal_date_time_no_millis", "Y-jTh:n:sZ|Y-jTh:n:sz"),
          entry("strict_date", "Y-M-D"),
          entry("strict_date_hour", "Y-M-DTH"),
          entry("strict_date_hour_minute", "Y-M-DTH:N"),
          entry("strict_date_hour_minute_second", "Y-M-DTH:N:S"),
          entry("strict_hour", "H"),
          entry("strict_hour_minute", "H:N"),
          entry("strict_hour_minute_second", "H:N:S"),
          entry("strict_hour_minute_second_fraction", "H:N:SF"),
          entry("strict_hour_minute_second_millis", "H:N:SF"),
          entry("strict_ordinal_date", "Y-J"),
          entry("strict_ordinal_date_time", "Y-JTH:N[:SF]Z|Y-JTH:N[:SF]z"),
          entry("strict_ordinal_date_time_no_millis", "Y-JTH:N:SZ|Y-JTH:N:Sz"),
          entry("strict_t_time", "TH:N:SFZ|TH:N:SFz"),
          entry("strict_t_time_no_millis", "TH:N:SZ|TH:N:Sz"),
          entry("strict_time", "H:N:SFZ|H:N:SFz"),
          entry("strict_time_no_millis", "H:N:SZ|H:N:Sz"),
          entry("strict_year_month", "Y-M"),
          entry("t_time", "Th:n:sFZ|Th:n:sFz"),
          entry("t_time_no_millis", "Th:n:sZ|Th:n:sz"),
          entry("time", "h:n:sFZ|h:n:sFz"),
          entry("time_no_millis", "h:n:sZ|h:n:sz"),
          entry("year", "u"),
          entry("year_month", "u-m"),
          entry("year_month_day", "u-m-d"));

  /** A full date and time, with places for the fraction and the zone. */
  private static final String FULL = "[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}";

  /** Formats that are {@code strict_date_optional_time} with some parts required or left out. */
  private static final Map<String, Pattern> ISO_SHAPES =
      Map.of(
          "strict_date_hour_minute_second_fraction",
          Pattern.compile(FULL + "[.,][0-9]+"),
          "strict_date_hour_minute_second_millis",
          Pattern.compile(FULL + "[.,][0-9]+"),
          "strict_date_optional_time_nanos",
          Pattern.compile("[0-9-]+|" + FULL + ".*"),
          "strict_date_time",
          Pattern.compile(FULL + "(?:[.,][0-9]+)?[^.,0-9].*"),
          "strict_date_time_no_millis",
          Pattern.compile(FULL + "[^.,0-9].*"),
          "strict_year",
          Pattern.compile("[0-9]+"),
          "strict_year_month_day",
          Pattern.compile("[0-9-]+"));

  private NamedDates() {}

  /** The form of a date of the format of this name, if it is otherwise as in ISO 8601. */
  static Optional<Pattern> isoShape(String name) {
    return Optional.ofNullable(ISO_SHAPES.get(name));
  }

  /** The forms of the format of this name, in the order of their precedence; none if unknown. */
  static List<DateTimeFormatter> of(String name) {
    String forms = FORMS.get(name);
    List<DateTimeFormatter> formatters = new ArrayList<>();
    if (forms != null) {
      for (String form : forms.split("\\|", -1)) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        form.chars().forEach(letter -> append((char) letter, builder));
        formatters.add(builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT));
      }
    }
    return formatters;
  }

  private static void append(char letter, DateTimeFormatterBuilder builder) {
    switch (letter) {
      case 'Y' -> builder.appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD);
      case 'y' -> builder.appendValue(ChronoField.YEAR, 1, 5, SignStyle.NORMAL);
      case 'B' -> builder.appendValue(ChronoField.YEAR, 4, 4, SignStyle.NORMAL);
      case 'b' -> builder.appendValue(ChronoField.YEAR, 1, 4, SignStyle.NORMAL);
      case 'u' -> builder.appendValue(ChronoField.YEAR);
      case 'M', 'm' -> appendNumber(ChronoField.MONTH_OF_YEAR, letter, 2, builder);
      case 'D', 'd' -> appendNumber(ChronoField.DAY_OF_MONTH, letter, 2, builder);
      case 'J', 'j' -> appendNumber(ChronoField.DAY_OF_YEAR, letter, 3, builder);
      case 'H', 'h' -> appendNumber(ChronoField.HOUR_OF_DAY, letter, 2, builder);
      case 'N', 'n' -> appendNumber(ChronoField.MINUTE_OF_HOUR, letter, 2, builder);
      case 'S', 's' -> appendNumber(ChronoField.SECOND_OF_MINUTE, letter, 2, builder);
      case 'F' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true);
      case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 3, true);
      case 'C' ->
          builder.appendLiteral(',').appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false);
      case 'Z' -> builder.appendZoneOrOffsetId();
      case 'z' -> builder.appendOffset("+HHmm", "Z");
      case 'O' -> builder.appendOffset("+HH:MM", "Z");
      case '[' -> builder.optionalStart();
      case ']' -> builder.optionalEnd();
      default -> builder.appendLiteral(letter);
    }
  }

  /** A number of all its digits, or of at least one if the letter is a small one. */
  private static void appendNumber(
      ChronoField field, char letter, int digits, DateTimeFormatterBuilder builder) {
    int least = Character.isLowerCase(letter) ? 1 : digits;
    builder.appendValue(field, least, digits, SignStyle.NOT_NEGATIVE);
  }
}

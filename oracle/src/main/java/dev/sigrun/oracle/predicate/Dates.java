package dev.sigrun.oracle.predicate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates in the format that Elasticsearch takes where a mapping names none: {@code
 * strict_date_optional_time||epoch_millis}. Reads with an expression and the calendar of Java, as
 * the runtime does not.
 */
final class Dates {
  private static final Pattern ISO =
      Pattern.compile(
          "(?<year>[0-9]{4})(?:-(?<month>[0-9]{2})(?:-(?<day>[0-9]{2})(?:T(?:(?<hour>[0-9]{2})"
              + "(?::(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?"
              + ")?)?(?<zone>[A-Za-z+-].*)?)?)?)?)?");

  private static final Pattern TWICE =
      Pattern.compile("([A-Za-z].*|[+-]..:.*)(Z|[+-][0-9]{2}(?:[0-9]{2})?)");

  private static final Pattern OFFSET =
      Pattern.compile("[+-][0-9]{2}(?:[0-9]{2}(?:[0-9]{2})?|:[0-9]{2}(?::[0-9]{2})?)?");

  private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{0,6})?");

  private static final int LONGEST = 64;

  private Dates() {}

  /** The instant that {@code text} names; empty if it names none. */
  static Optional<Instant> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return instant(iso);
    }
    return MILLIS.matcher(text).matches() ? Optional.of(millis(text)) : Optional.empty();
  }

  private static Optional<Instant> instant(Matcher iso) {
    try {
      String fraction = iso.group("fraction");
      int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
      LocalDateTime time =
          LocalDateTime.of(
              number(iso.group("year"), 0),
              number(iso.group("month"), 1),
              number(iso.group("day"), 1),
              number(iso.group("hour"), 0),
              number(iso.group("minute"), 0),
              number(iso.group("second"), 0),
              nanos);
      String zone = iso.group("zone");
      return zone == null ? Optional.of(time.toInstant(ZoneOffset.UTC)) : zoned(time, zone);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A second offset must say the same as the zone before it. */
  private static Optional<Instant> zoned(LocalDateTime time, String zone) {
    try {
      return Optional.of(time.atZone(zone(zone)).toInstant());
    } catch (DateTimeException e) {
      Matcher twice = TWICE.matcher(zone);
      if (!twice.matches()) {
        return Optional.empty();
      }
      Instant first = time.atZone(zone(twice.group(1))).toInstant();
      Instant second = time.atZone(zone(twice.group(2))).toInstant();
      return first.equals(second) ? Optional.of(first) : Optional.empty();
    }
  }

  /** Java also knows offsets of one digit. */
  private static ZoneId zone(String text) {
    if ("+-".indexOf(text.charAt(0)) >= 0 && !OFFSET.matcher(text).matches()) {
      throw new DateTimeException(text);
    }
    return ZoneId.of(text);
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static Instant millis(String text) {
    BigDecimal nanos =
        new BigDecimal(text.replaceFirst("\\.$", ""))
            .movePointRight(6)
            .setScale(0, RoundingMode.DOWN);
    BigDecimal[] seconds = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    return Instant.ofEpochSecond(seconds[0].longValueExact(), seconds[1].longValueExact());
  }
}

package dev.sigrun.runtime.function;

import dev.sigrun.runtime.time.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parts of points in time, in UTC. A point in time is a text: a date as {@link Timestamps} reads
 * it, also with a blank before the time of day, or a number of seconds since 1970, of milliseconds
 * if it is at least 10^12. What is none of these has no parts: null.
 */
public final class TimeParts {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{5,18}(?:\\.[0-9]{1,9})?");
  private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final int DATE_LENGTH = "2024-01-01".length();
  private static final int LONGEST = 64;

  private TimeParts() {}

  /** The minute of the hour, 0 to 59. */
  public static @Nullable Integer minute(@Nullable String time) {
    return part(time, ChronoField.MINUTE_OF_HOUR);
  }

  /** The hour of the day, 0 to 23. */
  public static @Nullable Integer hour(@Nullable String time) {
    return part(time, ChronoField.HOUR_OF_DAY);
  }

  /** The day of the month, 1 to 31. */
  public static @Nullable Integer day(@Nullable String time) {
    return part(time, ChronoField.DAY_OF_MONTH);
  }

  /** The week of the year as of ISO 8601, 1 to 53. */
  public static @Nullable Integer week(@Nullable String time) {
    return part(time, IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  /** The month, 1 to 12. */
  public static @Nullable Integer month(@Nullable String time) {
    return part(time, ChronoField.MONTH_OF_YEAR);
  }

  /** The year. */
  public static @Nullable Integer year(@Nullable String time) {
    return part(time, ChronoField.YEAR);
  }

  private static @Nullable Integer part(@Nullable String time, TemporalField field) {
    if (time == null || time.length() > LONGEST) {
      return null;
    }
    OptionalLong millis = NUMBER.matcher(time).matches() ? epoch(time) : date(time);
    return millis.isEmpty()
        ? null
        : (Integer)
            OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis.getAsLong()), ZoneOffset.UTC)
                .get(field);
  }

  private static OptionalLong epoch(String time) {
    BigDecimal number = new BigDecimal(time);
    boolean isMillis = number.abs().compareTo(LEAST_MILLIS) >= 0;
    return OptionalLong.of(isMillis ? number.longValue() : number.movePointRight(3).longValue());
  }

  private static OptionalLong date(String time) {
    boolean blank = time.length() > DATE_LENGTH && time.charAt(DATE_LENGTH) == ' ';
    return Timestamps.parse(
        blank ? time.substring(0, DATE_LENGTH) + "T" + time.substring(DATE_LENGTH + 1) : time);
  }
}

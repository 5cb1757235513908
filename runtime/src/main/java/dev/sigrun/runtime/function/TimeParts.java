package dev.sigrun.runtime.function;

import dev.sigrun.runtime.time.WrittenTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Parts of points in time, in UTC. A point in time is a text that {@link WrittenTime} reads; what
 * is none has no parts: null.
 */
public final class TimeParts {
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
    if (time == null) {
      return null;
    }
    OptionalLong millis = WrittenTime.parse(time);
    return millis.isEmpty()
        ? null
        : (Integer)
            OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis.getAsLong()), ZoneOffset.UTC)
                .get(field);
  }
}

package dev.sigrun.flink.stage;

import java.io.Serializable;
import java.time.Duration;

/**
 * How times of events are judged.
 *
 * @param lateness how much older than the newest event of its partition an event may be
 * @param maxJump how far ahead of all others an event may be
 * @param idle after how much silence, by the wall clock, a partition no longer holds time back;
 *     never if zero
 */
public record TimeSettings(Duration lateness, Duration maxJump, Duration idle)
    implements Serializable {
  /** As an embedded engine: a minute, a day, a minute. */
  public static final TimeSettings DEFAULT =
      new TimeSettings(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofMinutes(1));

  /** As an embedded engine: with longer ones, times would overflow. */
  private static final int MAX_DAYS = 100_000;

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is negative or longer than 100,000 days
   */
  public TimeSettings {
    check(lateness);
    check(maxJump);
    check(idle);
  }

  private static void check(Duration duration) {
    if (duration.isNegative() || duration.toDays() > MAX_DAYS) {
      throw new IllegalArgumentException(
          "The duration must be between 0 and %d days, not %s.".formatted(MAX_DAYS, duration));
    }
  }
}

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

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public TimeSettings {
    if (lateness.isNegative() || maxJump.isNegative() || idle.isNegative()) {
      throw new IllegalArgumentException("Durations must not be negative.");
    }
  }
}

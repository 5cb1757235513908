package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.engine.report.Failure;
import java.time.Duration;

/**
 * When to pause a rule that fails often, so that it takes neither time nor log space from other
 * rules. While a rule is paused, events are not shown to it; they are counted as {@code skipped}.
 * After the pause it gets another chance. All durations are in the time of the stream, so a replay
 * pauses the same rules at the same events.
 *
 * <p>A paused rule detects nothing. Somebody who knows an event on which a rule fails could send
 * many of them to silence the rule, so treat {@link Failure.Kind#PAUSE} as an alarm.
 *
 * @param failures how many failures within the window pause a rule
 * @param window how long failures are counted together, from the first of them
 * @param pause how long the rule is paused
 */
public record PausePolicy(long failures, Duration window, Duration pause) {
  /** Never pauses a rule. */
  public static final PausePolicy NEVER =
      new PausePolicy(Long.MAX_VALUE, Duration.ZERO, Duration.ZERO);

  /** Pauses a rule for a minute after 1,000 failures within a minute. */
  public static final PausePolicy DEFAULT =
      new PausePolicy(1_000, Duration.ofMinutes(1), Duration.ofMinutes(1));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if fewer than 1 failure would pause a rule, or a duration is
   *     negative
   */
  public PausePolicy {
    if (failures < 1 || window.isNegative() || pause.isNegative()) {
      throw new IllegalArgumentException(
          "A rule can be paused after 1 or more failures; durations must not be negative.");
    }
  }
}

package dev.sigrun.runtime.detector.threshold;

import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.event.Field;
import java.time.Duration;
import java.util.Optional;

/**
 * The specification of a threshold: it counts the events of a group within a time window and,
 * optionally, distinct values of another field among them.
 *
 * <pre>{@code
 * ThresholdPlan.atLeast(10, Duration.ofMinutes(6)).groupedBy(userName).distinct(sourceIp, 3)
 * }</pre>
 *
 * @param count how many events make a detection, at least 1
 * @param window how far back an event counts; at its far end inclusive
 * @param groupBy the fields whose values make a group; none puts all events into one
 * @param counted the field whose distinct values are counted
 * @param distinct how many distinct values are needed; of no meaning without {@code counted}
 */
public record ThresholdPlan(
    long count, Duration window, KeyReader groupBy, Optional<Field> counted, long distinct) {
  /** The greatest count, of events or values, that is worth the memory it takes. */
  public static final long MAX_COUNT = 1_000_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a count is not from 1 to {@link #MAX_COUNT}, or the window
   *     is negative
   */
  public ThresholdPlan {
    if (Math.min(count, distinct) < 1 || Math.max(count, distinct) > MAX_COUNT) {
      throw new IllegalArgumentException(
          "Thresholds must be between 1 and " + MAX_COUNT + ", not " + count + " and " + distinct);
    }
    if (window.isNegative()) {
      throw new IllegalArgumentException("The window " + window + " is negative.");
    }
  }

  /** All events in one group, {@code count} of them within {@code window}. */
  public static ThresholdPlan atLeast(long count, Duration window) {
    return new ThresholdPlan(count, window, KeyReader.none(), Optional.empty(), 1);
  }

  /**
   * The same with one group for each combination of values of {@code fields}.
   *
   * @throws IllegalArgumentException for a field that has no scalar values
   */
  public ThresholdPlan groupedBy(Field... fields) {
    return new ThresholdPlan(count, window, KeyReader.by(fields), counted, distinct);
  }

  /** The same that also needs {@code atLeast} distinct values of {@code field}. */
  public ThresholdPlan distinct(Field field, long atLeast) {
    return new ThresholdPlan(count, window, groupBy, Optional.of(field), atLeast);
  }
}

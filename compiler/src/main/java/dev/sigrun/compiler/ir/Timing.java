package dev.sigrun.compiler.ir;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The timing of a rule: the fields that contain the time, the order of events, and the look-back.
 *
 * @param eventTimes the first of these that an event has is its time; one or more
 * @param order the field by which sequences and samples order events, whatever the event times
 * @param tiebreaker orders events of the same time
 * @param runs when it runs, and over which time
 */
public record Timing(
    List<NamedField> eventTimes, NamedField order, Optional<NamedField> tiebreaker, Runs runs) {
  /** The field that holds the time of an event unless a rule names another one. */
  public static final String TIMESTAMP = "@timestamp";

  /**
   * The runs of a rule on a platform that queries stored events.
   *
   * @param period the time between two runs, positive
   * @param lookBack how long the time is whose events a run looks at, positive
   * @param delay how long before a run that time ends; zero for nearly every rule
   */
  public record Runs(Duration period, Duration lookBack, Duration delay) {
    /** Refuses durations that are not positive, and a negative delay. */
    public Runs {
      require(isPositive(period), "A rule runs every " + period + ".");
      require(isPositive(lookBack), "A rule looks back some time, not " + lookBack + ".");
      require(!delay.isNegative(), "A rule looks ahead of its run, by " + delay + ".");
    }

    private static boolean isPositive(Duration duration) {
      return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean fits, String problem) {
      if (!fits) {
        throw new IllegalArgumentException(problem);
      }
    }
  }

  /** Copies the list; refuses no event times. */
  public Timing {
    eventTimes = List.copyOf(eventTimes);
    if (eventTimes.isEmpty()) {
      throw new IllegalArgumentException("Some field gives the time of an event.");
    }
  }

  /** The length of the time range whose events a run searches. */
  public Duration lookBack() {
    return runs.lookBack();
  }

  /** The fields that give the time of events for a query of this shape, in order of preference. */
  public List<NamedField> times(Query.Shape shape) {
    return isOrdered(shape) ? List.of(order) : eventTimes;
  }

  /** The tiebreaker that orders events of the same time for a query of this shape. */
  public Optional<NamedField> tiebreaker(Query.Shape shape) {
    return isOrdered(shape) ? tiebreaker : Optional.empty();
  }

  /** Whether events are ordered as EQL does. */
  private static boolean isOrdered(Query.Shape shape) {
    return switch (shape) {
      case SEQUENCE, SAMPLE -> true;
      case SINGLE_EVENT, THRESHOLD, NEW_TERMS, INDICATOR_MATCH, CORRELATION, AGGREGATION -> false;
    };
  }
}

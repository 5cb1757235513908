package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a rule measures time: which fields tell it, how events are ordered, and how far back it
 * looks.
 *
 * @param eventTimes the first of these that an event has is its time; one or more
 * @param order the field by which sequences and samples order events, whatever the event times
 * @param tiebreaker orders events of the same time
 * @param lookBack how long before a run the events are of which it makes alerts, positive
 */
public record Timing(
    List<NamedField> eventTimes,
    NamedField order,
    Optional<NamedField> tiebreaker,
    Duration lookBack) {
  /** The field that holds the time of an event unless a rule names another one. */
  public static final String TIMESTAMP = "@timestamp";

  /** Copies the list; refuses no event times, and a look-back that is not positive. */
  public Timing {
    eventTimes = List.copyOf(eventTimes);
    if (eventTimes.isEmpty()) {
      throw new IllegalArgumentException("Some field tells the time of an event.");
    }
    if (lookBack.isNegative() || lookBack.isZero()) {
      throw new IllegalArgumentException("A rule looks back some time, not " + lookBack + ".");
    }
  }

  /** By {@link #TIMESTAMP} alone. */
  public static Timing byTimestamp(Origin origin, Duration lookBack) {
    NamedField timestamp = NamedField.ofTime(origin, TIMESTAMP);
    return new Timing(List.of(timestamp), timestamp, Optional.empty(), lookBack);
  }

  /** The fields that tell the time of events for a query of this shape, in order of preference. */
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
      case SINGLE_EVENT, THRESHOLD, NEW_TERMS, INDICATOR_MATCH, CORRELATION -> false;
    };
  }
}

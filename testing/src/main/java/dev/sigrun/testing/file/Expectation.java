package dev.sigrun.testing.file;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** The detections that a case expects. */
public sealed interface Expectation {
  /** The position in the source. */
  Origin origin();

  /** Whether something must be found. */
  boolean isPositive();

  /** Nothing at all. */
  record Nothing(Origin origin) implements Expectation {
    @Override
    public boolean isPositive() {
      return false;
    }
  }

  /** Something: each event of a rule for single events, at least one detection of all others. */
  record Something(Origin origin) implements Expectation {
    @Override
    public boolean isPositive() {
      return true;
    }
  }

  /**
   * These events and no others, each at least once.
   *
   * @param numbers of the events, at least one
   */
  record Events(Origin origin, List<EventNumber> numbers) implements Expectation {
    /** Copies the list. */
    public Events {
      numbers = List.copyOf(numbers);
    }

    @Override
    public boolean isPositive() {
      return true;
    }
  }

  /**
   * These detections and no others, in any order.
   *
   * @param detections at least one
   */
  record Detections(Origin origin, List<Detection> detections) implements Expectation {
    /** Copies the list. */
    public Detections {
      detections = List.copyOf(detections);
    }

    @Override
    public boolean isPositive() {
      return true;
    }
  }

  /** The number of an event and where it is written. */
  record EventNumber(Origin origin, long value) {}

  /** A count and where it is written. */
  record Count(Origin origin, long value) {}

  /** Values and where they are written; numbers and booleans as they print. */
  record Values(Origin origin, List<String> values) {
    /** Copies the list. */
    public Values {
      values = List.copyOf(values);
    }
  }

  /**
   * The description of one detection; empty parts are not checked.
   *
   * @param events in the order of the rule's stages
   * @param key the values that tie the events together
   * @param count of a threshold, how many events
   * @param cardinality of a threshold, how many distinct values
   * @param matched of an indicator match, the values
   * @param suppressed how many further detections it absorbed
   */
  record Detection(
      Origin origin,
      Optional<List<EventNumber>> events,
      Optional<Values> key,
      Optional<Count> count,
      Optional<Count> cardinality,
      Optional<Values> matched,
      Optional<Count> suppressed) {
    /** Copies the list. */
    public Detection {
      events = events.map(List::copyOf);
    }

    /** A detection of which only the events are known. */
    static Detection of(Origin origin, List<EventNumber> events) {
      return new Detection(
          origin,
          Optional.of(events),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** The numbers of its events, if they are known. */
    public Optional<List<Long>> numbers() {
      return events.map(all -> all.stream().map(EventNumber::value).toList());
    }
  }
}

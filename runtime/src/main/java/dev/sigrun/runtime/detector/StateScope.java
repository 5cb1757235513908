package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Field;
import java.util.List;
import java.util.Optional;

/** The events that share state in a detector. This decides how its work can be divided. */
public sealed interface StateScope {
  /** No events do: each is judged alone. */
  record OneEvent() implements StateScope {}

  /**
   * Events with equal keys do.
   *
   * @param fields for each value of a key, the field that it is read from; empty where different
   *     inputs read different fields
   */
  record EqualKeys(List<Optional<Field>> fields) implements StateScope {
    /** Copies the list. */
    public EqualKeys {
      fields = List.copyOf(fields);
    }
  }

  /** All events do. */
  record AllEvents() implements StateScope {}
}

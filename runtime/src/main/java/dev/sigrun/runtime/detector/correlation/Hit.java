package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.EventRecord;
import java.math.BigDecimal;
import java.util.List;

/**
 * A find of a source of a correlation: an event, or the alert of another correlation.
 *
 * @param time when, in milliseconds since 1970: of an alert that of its last event
 * @param events the event, or those of the alert
 * @param numbers the values that are measured, for measures that need them again
 */
record Hit(long time, List<EventRecord> events, List<BigDecimal> numbers) {
  Hit {
    events = List.copyOf(events);
    numbers = List.copyOf(numbers);
  }

  /** About how many bytes it keeps from being freed. */
  long weight() {
    long weight = 80 + 40L * numbers.size();
    for (EventRecord event : events) {
      weight += event.weight();
    }
    return weight;
  }
}

package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.EventRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence under way: its events, linked from the last to the first. An extended sequence shares
 * the existing events, and a slot contains only events.
 */
final class InFlight {
  private final @Nullable InFlight previous;
  private final EventRecord event;
  private final EventRecord first;

  private InFlight(@Nullable InFlight previous, EventRecord event, EventRecord first) {
    this.previous = previous;
    this.event = event;
    this.first = first;
  }

  static InFlight startingWith(EventRecord event) {
    return new InFlight(null, event, event);
  }

  InFlight extendedBy(EventRecord event) {
    return new InFlight(this, event, first);
  }

  long firstTime() {
    return first.timestamp();
  }

  long lastTime() {
    return event.timestamp();
  }

  /** About how many bytes it keeps from being freed. */
  long weight() {
    long weight = 0;
    for (InFlight each = this; each != null; each = each.previous) {
      weight += each.event.weight();
    }
    return weight;
  }

  /**
   * Its events from the first to the last.
   *
   * @param size the number of events, which the slot of an in-flight sequence determines
   */
  List<EventRecord> events(int size) {
    EventRecord[] events = new EventRecord[size];
    InFlight each = this;
    for (int i = size - 1; i >= 0 && each != null; i--) {
      events[i] = each.event;
      each = each.previous;
    }
    return Arrays.asList(events);
  }
}

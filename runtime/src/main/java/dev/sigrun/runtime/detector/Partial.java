package dev.sigrun.runtime.detector;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence under way: its events, linked from the last to the first. Extending it shares what was
 * there, and what stands in a slot holds nothing beside its events.
 */
final class Partial {
  private final @Nullable Partial previous;
  private final EventRecord event;
  private final EventRecord first;

  private Partial(@Nullable Partial previous, EventRecord event, EventRecord first) {
    this.previous = previous;
    this.event = event;
    this.first = first;
  }

  static Partial startingWith(EventRecord event) {
    return new Partial(null, event, event);
  }

  Partial extendedBy(EventRecord event) {
    return new Partial(this, event, first);
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
    for (Partial each = this; each != null; each = each.previous) {
      weight += each.event.weight();
    }
    return weight;
  }

  /**
   * Its events from the first to the last.
   *
   * @param size how many they are, which the place of a sequence under way tells
   */
  List<EventRecord> events(int size) {
    EventRecord[] events = new EventRecord[size];
    Partial each = this;
    for (int i = size - 1; i >= 0 && each != null; i--) {
      events[i] = each.event;
      each = each.previous;
    }
    return Arrays.asList(events);
  }
}

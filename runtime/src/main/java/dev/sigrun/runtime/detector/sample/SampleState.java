package dev.sigrun.runtime.detector.sample;

import dev.sigrun.runtime.detector.EventRecord;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that a sample remembers for one key, by item. Immutable. */
public final class SampleState {
  private static final EventRecord[] NONE = {};

  private final EventRecord[][] eventsByItem;

  /** A state of this array, which must no longer be written to. */
  public SampleState(EventRecord[][] eventsByItem) {
    this.eventsByItem = eventsByItem;
  }

  static SampleState empty(int items) {
    EventRecord[][] eventsByItem = new EventRecord[items][];
    Arrays.fill(eventsByItem, NONE);
    return new SampleState(eventsByItem);
  }

  /** The number of items. */
  int items() {
    return eventsByItem.length;
  }

  /** The events of an item, in the order in which they are to be assigned. */
  List<EventRecord> events(int item) {
    return Collections.unmodifiableList(Arrays.asList(eventsByItem[item]));
  }

  /** About how many bytes it keeps from being freed. */
  long weight() {
    long weight = 0;
    for (EventRecord[] events : eventsByItem) {
      for (EventRecord event : events) {
        weight += event.weight();
      }
    }
    return weight;
  }

  /** Whether no event is remembered. */
  boolean isEmpty() {
    for (EventRecord[] events : eventsByItem) {
      if (events.length > 0) {
        return false;
      }
    }
    return true;
  }

  /** The time of the earliest event. */
  long earliest() {
    long earliest = Long.MAX_VALUE;
    for (EventRecord[] events : eventsByItem) {
      for (EventRecord event : events) {
        earliest = Math.min(earliest, event.timestamp());
      }
    }
    return earliest;
  }

  /**
   * This state and {@code event}.
   *
   * @param inputs for each input of the plan, whether the event satisfies it
   */
  SampleState with(EventRecord event, boolean[] inputs, SamplePlan plan) {
    EventRecord[][] changed = eventsByItem.clone();
    for (int item = 0; item < changed.length; item++) {
      if (inputs[plan.items()[item]]) {
        changed[item] = plan.isBatch() ? withEarly(item, event, plan) : withLate(item, event, plan);
      }
    }
    return new SampleState(changed);
  }

  /** This state without the events that can be in no sample with an event of {@code time}. */
  SampleState aliveAt(long time, SamplePlan plan) {
    EventRecord[][] changed = eventsByItem.clone();
    for (int item = 0; item < changed.length; item++) {
      EventRecord[] events = changed[item];
      int dead = 0;
      while (dead < events.length && plan.deadline(events[dead].timestamp()) < time) {
        dead++;
      }
      changed[item] =
          dead == events.length ? NONE : Arrays.copyOfRange(events, dead, events.length);
    }
    return new SampleState(changed);
  }

  /** The events that arrived first, in that order. */
  private EventRecord[] withEarly(int item, EventRecord event, SamplePlan plan) {
    EventRecord[] events = eventsByItem[item];
    int place = events.length;
    while (place > 0 && events[place - 1].order().sequence() > event.order().sequence()) {
      place--;
    }
    if (place == plan.eventsPerItem()) {
      return events;
    }
    EventRecord[] more = Arrays.copyOf(events, Math.min(events.length + 1, plan.eventsPerItem()));
    System.arraycopy(events, place, more, place + 1, more.length - place - 1);
    more[place] = event;
    return more;
  }

  /** The latest events, which are useful the longest. */
  private EventRecord[] withLate(int item, EventRecord event, SamplePlan plan) {
    EventRecord[] events = eventsByItem[item];
    int from = events.length == plan.eventsPerItem() ? 1 : 0;
    EventRecord[] more = Arrays.copyOfRange(events, from, events.length + 1);
    more[more.length - 1] = event;
    return more;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SampleState that && Arrays.deepEquals(eventsByItem, that.eventsByItem);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(eventsByItem);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(eventsByItem);
  }
}

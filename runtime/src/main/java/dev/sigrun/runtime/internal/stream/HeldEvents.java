package dev.sigrun.runtime.internal.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Events that are too far ahead of others to be trusted, in the order of their times. */
final class HeldEvents {
  /** The maximum number of held events. */
  static final int MAX_HELD = 10_000;

  private final TreeSet<Held> events = new TreeSet<>();
  private long bytes;

  /** One event, with what rules want of it, which may be nothing. */
  record Held(long time, long arrival, List<Waiting> wanted) implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }

    private long bytes() {
      return 100 + wanted.stream().mapToLong(Waiting::bytes).sum();
    }
  }

  /** Adds an event, or what more rules want of an event that is there. */
  void add(Held event) {
    Held known = events.floor(event);
    if (known == null || known.compareTo(event) != 0) {
      events.add(event);
      bytes += event.bytes();
    } else {
      remove(known);
      List<Waiting> all = new ArrayList<>(known.wanted);
      all.addAll(event.wanted);
      add(new Held(event.time, event.arrival, all));
    }
  }

  void remove(Held event) {
    if (events.remove(event)) {
      bytes -= event.bytes();
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  int size() {
    return events.size();
  }

  /** The earliest of the events, of which there is one. */
  Held first() {
    return events.first();
  }

  /** The latest of the events, of which there is one. */
  Held last() {
    return events.last();
  }

  /** About how much memory the events take. */
  long bytes() {
    return bytes;
  }

  Collection<Held> all() {
    return Collections.unmodifiableCollection(events);
  }
}

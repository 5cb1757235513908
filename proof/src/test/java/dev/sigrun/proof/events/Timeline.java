package dev.sigrun.proof.events;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events as they get their times. */
final class Timeline {
  private final boolean ties;
  private final TreeMap<Long, List<Map<String, @Nullable Object>>> events = new TreeMap<>();

  /**
   * A timeline without events.
   *
   * @param ties whether several events may have the same millisecond
   */
  Timeline(boolean ties) {
    this.ties = ties;
  }

  /** Adds an event at this millisecond since 1970, or at the next that is free. */
  void add(long millis, Map<String, @Nullable Object> event) {
    long free = millis;
    while (!ties && events.containsKey(free)) {
      free++;
    }
    events.computeIfAbsent(free, time -> new ArrayList<>()).add(event);
  }

  /** All events with their times; those of the same time in the order in which they were added. */
  List<Map<String, @Nullable Object>> events() {
    List<Map<String, @Nullable Object>> timed = new ArrayList<>();
    events.forEach((millis, same) -> same.forEach(event -> timed.add(at(millis, event))));
    return timed;
  }

  /** The event with this time. */
  static Map<String, @Nullable Object> at(long millis, Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> timed = new LinkedHashMap<>();
    timed.put(
        "@timestamp",
        new DateTimeFormatterBuilder()
            .appendInstant(3)
            .toFormatter()
            .format(Instant.ofEpochMilli(millis)));
    event.forEach(timed::putIfAbsent);
    return timed;
  }
}

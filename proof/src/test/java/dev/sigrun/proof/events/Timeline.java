package dev.sigrun.proof.events;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events as they get their times; no two at the same millisecond. */
final class Timeline {
  private final TreeMap<Long, Map<String, @Nullable Object>> events = new TreeMap<>();

  /** Adds an event at this millisecond since 1970, or at the next that is free. */
  void add(long millis, Map<String, @Nullable Object> event) {
    long free = millis;
    while (events.containsKey(free)) {
      free++;
    }
    events.put(free, event);
  }

  /** All events, with their times. */
  List<Map<String, @Nullable Object>> events() {
    List<Map<String, @Nullable Object>> timed = new ArrayList<>();
    events.forEach((millis, event) -> timed.add(at(millis, event)));
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

package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random events with few values, so that they often have values in common. */
public final class RandomStream {
  /** The number of events that a property test feeds, over all its streams. */
  public static final int EVENTS = Boolean.getBoolean("sigrun.long") ? 100_000 : 10_000;

  public static final List<String> FIELDS = List.of("user", "host", "process");

  private RandomStream() {}

  /** One event and its time. */
  public record Timed(long time, Map<String, Object> event) {}

  /** Events in the order of their times, some at the same time, with some long pauses. */
  public static List<Timed> events(Random random, int count) {
    List<Timed> events = new ArrayList<>(count);
    long time = 1_700_000_000_000L + random.nextInt(1_000);
    for (int i = 0; i < count; i++) {
      time += random.nextInt(50) == 0 ? random.nextInt(400) : random.nextInt(12);
      Map<String, Object> event = new LinkedHashMap<>();
      for (String field : FIELDS) {
        addValues(field, 3, random, event);
      }
      addValues("source.ip", 4, random, event);
      events.add(new Timed(time, event));
    }
    return events;
  }

  /** The values of {@code field}, without repetitions. */
  public static Set<Object> values(Map<String, Object> event, String field) {
    Object value = event.get(field);
    if (value == null) {
      return Set.of();
    }
    return value instanceof List<?> list ? new LinkedHashSet<>(list) : Set.of(value);
  }

  /** All ways to take one value of each field. */
  public static List<List<Object>> tuples(Map<String, Object> event, List<String> fields) {
    if (fields.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Object>> tuples = new ArrayList<>();
    for (List<Object> start : tuples(event, fields.subList(0, fields.size() - 1))) {
      for (Object value : values(event, fields.get(fields.size() - 1))) {
        List<Object> tuple = new ArrayList<>(start);
        tuple.add(value);
        tuples.add(tuple);
      }
    }
    return tuples;
  }

  public static EventMatcher all() {
    return matcher(true);
  }

  public static EventMatcher matcher(boolean answer) {
    return new EventMatcher() {
      @Override
      public String ruleId() {
        return "rule";
      }

      @Override
      public boolean matches(Event event) {
        return answer;
      }
    };
  }

  private static void addValues(
      String field, int variety, Random random, Map<String, Object> event) {
    int count = random.nextInt(8) == 0 ? 0 : random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 1;
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add((field.endsWith("ip") ? "10.0.0." : "v") + random.nextInt(variety));
    }
    if (count > 0) {
      event.put(field, count == 1 ? values.get(0) : values);
    }
  }
}

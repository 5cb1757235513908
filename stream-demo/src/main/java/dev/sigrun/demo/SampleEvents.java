package dev.sigrun.demo;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events that come with the bundled rules, as often as wanted: each round has hosts and ids of
 * its own, so that what is new or suppressed in one round is new in the next, too.
 */
final class SampleEvents {
  private final List<Map<String, @Nullable Object>> events;

  private SampleEvents(List<Map<String, @Nullable Object>> events) {
    this.events = events;
  }

  /**
   * One event.
   *
   * @param key what ties it to others: events of the same key keep their order
   */
  record Sample(String key, byte[] json) {}

  /** Reads the events. */
  static SampleEvents load() throws IOException {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    try (InputStream in = SampleEvents.class.getResourceAsStream("sample.ndjson")) {
      String text =
          new String(
              Objects.requireNonNull(in, "sample.ndjson").readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        events.add(JsonValues.asObject(JsonValues.read(line)).orElseThrow());
      }
    } catch (JsonFormatException e) {
      throw new IOException("The sample events cannot be read.", e);
    }
    return new SampleEvents(events);
  }

  /** How many events a round has. */
  int size() {
    return events.size();
  }

  /**
   * An event of a round.
   *
   * @param time when it happens, in milliseconds since 1970
   */
  Sample at(int round, int place, long time) {
    Map<String, @Nullable Object> event = new TreeMap<>(events.get(place));
    event.put("@timestamp", Instant.ofEpochMilli(time).toString());
    Map<String, @Nullable Object> fields = object(event, "event");
    String dataset = String.valueOf(fields.get("dataset"));
    if (fields.containsKey("id")) {
      fields.put("id", fields.get("id") + "-" + round);
    }
    event.put("event", fields);
    String key = dataset;
    Map<String, @Nullable Object> host = object(event, "host");
    if (host.containsKey("name")) {
      key = host.get("name") + "-" + round;
      host.put("name", key);
      host.computeIfPresent("id", (unused, id) -> id + "-" + round);
      event.put("host", host);
    }
    return new Sample(key, JsonValues.write(event).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, @Nullable Object> object(
      Map<String, @Nullable Object> event, String name) {
    return new TreeMap<>(JsonValues.asObject(event.get(name)).orElse(Map.of()));
  }
}

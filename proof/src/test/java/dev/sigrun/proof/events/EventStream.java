package dev.sigrun.proof.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events for a rule that needs memory.
 *
 * @param events in the order of their {@code @timestamp}s, which are all different texts of the
 *     form {@code 2024-05-02T10:30:00.123Z}
 * @param indicators what an indicator match compares with; empty for all other shapes
 * @param now the time at which the rule is run, after all events
 */
public record EventStream(
    List<Map<String, @Nullable Object>> events,
    List<Map<String, @Nullable Object>> indicators,
    Instant now) {
  /** Copies the lists. */
  public EventStream {
    events = List.copyOf(events);
    indicators = List.copyOf(indicators);
  }
}

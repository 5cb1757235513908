package dev.sigrun.compiler.index;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.pattern.CaseFolding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of sample events, so that an index can be tuned to similar events. Bounded: of fields
 * with very many values, only the first are known.
 */
public final class EventSample {
  /** More events than this are not looked at. */
  public static final int MAX_EVENTS = 10_000;

  private static final int MAX_FIELDS = 10_000;
  private static final int MAX_VALUES = 5_000;
  private static final int MAX_LENGTH = 2_000;

  private final Map<String, FieldCounts> fields = new HashMap<>();
  private int size;

  /** Starts without events. */
  public EventSample() {}

  /**
   * The number of events that have a field, and of those that have each of its values in folded
   * form.
   */
  private static final class FieldCounts {
    private final Map<String, Integer> byValue = new HashMap<>();
    private int present;
  }

  /** Whether further events would be looked at. */
  public boolean isFull() {
    return size >= MAX_EVENTS;
  }

  /**
   * Accepts an event.
   *
   * @param json one JSON object in UTF-8
   * @return false if it is something else
   */
  public boolean add(byte[] json) {
    Optional<Map<String, @Nullable Object>> event;
    try {
      event = JsonValues.asObject(JsonValues.read(json));
    } catch (JsonFormatException e) {
      return false;
    }
    if (event.isPresent() && !isFull()) {
      size++;
      Map<String, Set<String>> values = new HashMap<>();
      event.get().forEach((name, value) -> collect(name, value, values));
      values.forEach(this::count);
    }
    return event.isPresent();
  }

  private static void collect(
      String name, @Nullable Object value, Map<String, Set<String>> values) {
    if (value instanceof Map<?, ?> members) {
      members.forEach((key, member) -> collect(name + "." + key, member, values));
    } else if (value instanceof Iterable<?> elements) {
      elements.forEach(element -> collect(name, element, values));
    } else if (value != null) {
      String text = value.toString();
      values
          .computeIfAbsent(name, ignored -> new HashSet<>())
          .add(CaseFolding.fold(text.substring(0, Math.min(text.length(), MAX_LENGTH))));
    }
  }

  private void count(String field, Set<String> values) {
    if (fields.size() == MAX_FIELDS && !fields.containsKey(field)) {
      return;
    }
    FieldCounts counts = fields.computeIfAbsent(field, ignored -> new FieldCounts());
    counts.present++;
    for (String value : values) {
      if (counts.byValue.size() < MAX_VALUES || counts.byValue.containsKey(value)) {
        counts.byValue.merge(value, 1, Integer::sum);
      }
    }
  }

  /** The number of events. */
  int size() {
    return size;
  }

  /** The number of events that have the field. */
  int countOf(String field) {
    return counts(field).present;
  }

  /** The number of events that have the value, in folded form, in the field. */
  int countOf(String field, String folded) {
    return counts(field).byValue.getOrDefault(folded, 0);
  }

  /** The number of events with a value in the field that contains the text, in folded form. */
  int countHolding(String field, String folded) {
    int sum = 0;
    for (Map.Entry<String, Integer> each : counts(field).byValue.entrySet()) {
      sum += each.getKey().contains(folded) ? each.getValue() : 0;
    }
    return Math.min(sum, size);
  }

  private FieldCounts counts(String field) {
    FieldCounts counts = fields.get(field);
    return counts == null ? new FieldCounts() : counts;
  }
}

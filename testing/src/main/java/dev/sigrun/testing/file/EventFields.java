package dev.sigrun.testing.file;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event by their dotted names, however they are nested in the file. A list is one
 * value. Immutable.
 */
final class EventFields {
  static final EventFields NONE = new EventFields(Map.of());

  private final Map<String, DataValue> values;

  private EventFields(Map<String, DataValue> values) {
    this.values = values;
  }

  /** The fields in {@code table}, but for those that begin with {@code except}. */
  static EventFields of(DataValue.Table table, Set<String> except) {
    Map<String, DataValue> values = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (name, entry) -> {
              if (!except.contains(name)) {
                collect(name, entry.value(), values);
              }
            });
    return new EventFields(values);
  }

  /** One field. */
  static EventFields of(String name, DataValue value) {
    Map<String, DataValue> values = new LinkedHashMap<>();
    collect(name, value, values);
    return new EventFields(values);
  }

  private static void collect(String name, DataValue value, Map<String, DataValue> values) {
    if (value instanceof DataValue.Table table) {
      table.entries().forEach((key, entry) -> collect(name + "." + key, entry.value(), values));
    } else {
      values.put(name, value);
    }
  }

  /** The value of exactly this field. */
  Optional<DataValue> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The fields with their values. */
  Map<String, DataValue> values() {
    return values;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether the field or some field below it is there. */
  boolean has(String name) {
    return values.keySet().stream().anyMatch(known -> isWithin(known, name));
  }

  /** These fields without {@code name} and all below it. */
  EventFields without(String name) {
    Map<String, DataValue> left = new LinkedHashMap<>(values);
    left.keySet().removeIf(known -> isWithin(known, name));
    return new EventFields(left);
  }

  /** These fields and {@code others}, which take precedence; null values remove fields. */
  EventFields extendedBy(EventFields others) {
    if (values.isEmpty()) {
      return others;
    }
    Map<String, DataValue> all = new LinkedHashMap<>(values);
    others.values.forEach(
        (name, value) -> {
          all.keySet().removeIf(known -> isWithin(known, name) || isWithin(name, known));
          all.put(name, value);
        });
    return new EventFields(all);
  }

  private static boolean isWithin(String name, String outer) {
    return name.startsWith(outer)
        && (name.length() == outer.length() || name.charAt(outer.length()) == '.');
  }

  /** One line of JSON, with this {@code @timestamp} first if it is given. */
  String json(Optional<String> timestamp) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    timestamp.ifPresent(text -> json.put("@timestamp", text));
    values.forEach(
        (name, value) -> {
          if (!(value instanceof DataValue.Null)) {
            json.putIfAbsent(name, plain(value));
          }
        });
    return JsonValues.write(json);
  }

  private static @Nullable Object plain(DataValue value) {
    if (value instanceof DataValue.Null) {
      return null;
    }
    if (value instanceof DataValue.Array array) {
      List<@Nullable Object> elements = new ArrayList<>();
      array.values().forEach(element -> elements.add(plain(element)));
      return elements;
    }
    if (value instanceof DataValue.Table table) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      table.entries().forEach((key, entry) -> members.put(key, plain(entry.value())));
      return members;
    }
    return value instanceof DataValue.Date date ? date.value().replace(' ', 'T') : value.plain();
  }
}

package dev.sigrun.proof.splunk;

import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way in which events hold values. Splunk calls a field differently if its value is an array, so
 * all values are given the same way, and searches are exported for that way.
 */
enum EventForm {
  /** One value for each field, the first; no arrays. */
  SINGLE,
  /** Arrays for all fields but the time, also for one value. */
  ARRAYS;

  /**
   * The export options for searches on such events; {@code fields} are all fields that they use.
   */
  ExportOptions options(Set<String> fields) {
    FieldMapping mapping =
        this == SINGLE
            ? FieldMapping.none()
            : new FieldMapping(
                "arrays", false, List.of(), List.of(), "{}", fields, List.of(), Optional.empty());
    return new ExportOptions(mapping, false, Schema.bundled());
  }

  /** The event in this form. */
  Map<String, @Nullable Object> of(Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> formed = new LinkedHashMap<>();
    event.forEach(
        (name, value) -> {
          Object own = name.equals("@timestamp") ? value : value(value);
          if (own != null) {
            formed.put(name, own);
          }
        });
    return formed;
  }

  private @Nullable Object value(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> inner = new LinkedHashMap<>();
      object.forEach((name, each) -> inner.put(String.valueOf(name), each));
      return of(inner);
    }
    List<Object> scalars = new ArrayList<>();
    collect(value, scalars);
    if (scalars.isEmpty()) {
      return null;
    }
    return this == SINGLE ? scalars.get(0) : scalars;
  }

  /** The scalars in arrays; objects in arrays are left to rules that Splunk cannot ask. */
  private static void collect(@Nullable Object value, List<Object> scalars) {
    if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, scalars));
    } else if (value != null && !(value instanceof Map<?, ?>)) {
      scalars.add(value);
    }
  }
}

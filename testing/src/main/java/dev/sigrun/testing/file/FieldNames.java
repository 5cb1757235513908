package dev.sigrun.testing.file;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names of fields in the events of one file, each with the place where it occurs first. */
final class FieldNames {
  private final Map<String, Origin> places = new LinkedHashMap<>();

  /** Adds the fields in {@code table}, except for those that begin with {@code except}. */
  void add(DataValue.Table table, Set<String> except) {
    table
        .entries()
        .forEach(
            (name, entry) -> {
              if (!except.contains(name)) {
                collect(name, entry);
              }
            });
  }

  private void collect(String name, DataValue.Entry entry) {
    if (entry.value() instanceof DataValue.Table table) {
      table.entries().forEach((key, inner) -> collect(name + "." + key, inner));
    } else {
      places.putIfAbsent(name, entry.key());
    }
  }

  Map<String, Origin> places() {
    return Collections.unmodifiableMap(places);
  }
}

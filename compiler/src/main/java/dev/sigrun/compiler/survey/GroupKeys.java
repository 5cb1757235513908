package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the values that make groups of events, for people: as texts, under their names. */
final class GroupKeys {
  /** An event with more combinations of values is not followed further. */
  private static final int MOST_COMBINATIONS = 1_000;

  static final String ALL = "all events";

  private GroupKeys() {}

  /**
   * The groups of an event, one for each combination of values; none if it lacks a field.
   *
   * @param names what the fields are called
   * @param optional for each field, whether an event that lacks it still has a group
   */
  static List<String> of(
      EventTree event, List<String> names, List<Field> fields, List<Boolean> optional) {
    List<String> keys = List.of("");
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Set<Object> values = new LinkedHashSet<>(event.values(field.name()));
      List<String> more = new ArrayList<>();
      for (String key : keys) {
        if (values.isEmpty() && optional.get(i)) {
          more.add(key + ", " + text(names.get(i), null));
        }
        for (Object value : values) {
          if (more.size() < MOST_COMBINATIONS) {
            more.add(key + ", " + text(names.get(i), value));
          }
        }
      }
      keys = more;
    }
    return keys.stream().map(key -> key.isEmpty() ? ALL : key.substring(2)).toList();
  }

  /** A value under its name; null is missing. */
  static String text(String name, @Nullable Object value) {
    return value == null ? name + " is missing" : name + " = " + JsonValues.write(value);
  }
}

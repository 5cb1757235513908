package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of alerts about counted events: the values of their group, or columns of a row. */
final class GroupFields {
  /** Columns with more dots in their names are shown under these as they are. */
  private static final int MOST_DEPTH = 20;

  private GroupFields() {}

  /** The fields of the group, or the columns. */
  static EventTree of(Rule rule, Detection detection) {
    if (detection.evidence() instanceof Evidence.Row row) {
      Map<String, @Nullable Object> columns = new LinkedHashMap<>();
      Set<String> names = row.columns().keySet();
      row.columns()
          .forEach(
              (name, value) -> {
                if (isNested(name, names)) {
                  nest(name, value, columns);
                } else {
                  columns.put(name, value);
                }
              });
      return EventTree.copyOf(columns);
    }
    List<String> fields = names(rule, detection);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(fields.size(), detection.key().values().size()); i++) {
      nest(fields.get(i), detection.key().values().get(i), values);
    }
    return EventTree.copyOf(values);
  }

  /** The names of the values that make a group of counted events. */
  static List<String> names(Rule rule, Detection detection) {
    return detection.evidence() instanceof Evidence.Threshold
        ? rule.thresholdFields()
        : rule.correlationFields();
  }

  /** Whether a column becomes a field of an object: not if another column is that object. */
  private static boolean isNested(String name, Set<String> names) {
    int depth = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      depth++;
      if (depth > MOST_DEPTH || names.contains(name.substring(0, dot))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts a value at a dotted path, or under the whole path as one name if a parent already has a
   * value.
   */
  private static void nest(
      String path, @Nullable Object value, Map<String, @Nullable Object> into) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      into.put(path, value);
      return;
    }
    String first = path.substring(0, dot);
    Object known = into.get(first);
    if (known != null && !(known instanceof Map)) {
      into.put(path, value);
      return;
    }
    Map<String, @Nullable Object> child = new LinkedHashMap<>();
    JsonValues.asObject(known).ifPresent(child::putAll);
    nest(path.substring(dot + 1), value, child);
    into.put(first, child);
  }
}

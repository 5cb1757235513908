package dev.sigrun.compiler.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks up values in an event that was read as a tree. Dotted keys mean the same as nested objects,
 * and arrays are flattened, as the reader of events has it.
 */
public final class EventTree {
  private final Map<String, @Nullable Object> root;

  /** The event that {@code root} holds. */
  public EventTree(Map<String, @Nullable Object> root) {
    this.root = root;
  }

  /** The strings, numbers and booleans at {@code path}, in the order of the event. */
  public List<Object> values(String path) {
    List<Object> values = new ArrayList<>();
    collect(root, path, values);
    return values;
  }

  private static void collect(@Nullable Object value, String path, List<Object> values) {
    if (value instanceof Iterable<?> array) {
      array.forEach(element -> collect(element, path, values));
    } else if (value instanceof Map<?, ?> object) {
      if (!path.isEmpty()) {
        object.forEach((key, member) -> descend(String.valueOf(key), member, path, values));
      }
    } else if (value != null && path.isEmpty()) {
      values.add(value);
    }
  }

  private static void descend(
      String key, @Nullable Object member, String path, List<Object> values) {
    if (key.equals(path)) {
      collect(member, "", values);
    } else if (path.startsWith(key) && path.charAt(key.length()) == '.') {
      collect(member, path.substring(key.length() + 1), values);
    }
  }
}

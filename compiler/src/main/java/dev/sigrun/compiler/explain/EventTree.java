package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up values in an event that was read as a tree. Dotted keys mean the same as nested objects,
 * and arrays are flattened, as in the event reader.
 */
public final class EventTree {
  private static final int MOST_VALUES = 5;
  private static final List<String> MULTI_FIELDS = List.of(".text", ".caseless", ".keyword");

  private final Map<String, @Nullable Object> root;

  /**
   * The event in {@code json}. Empty if it exceeds a limit of such trees that readers of events do
   * not have, or is malformed.
   */
  public static EventTree of(byte[] json) {
    try {
      return new EventTree(JsonValues.asObject(JsonValues.read(json)).orElse(Map.of()));
    } catch (JsonFormatException e) {
      return new EventTree(Map.of());
    }
  }

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

  /**
   * The values of {@code field}, for people: {@code user.name = "sh"}, {@code user.name is
   * missing}.
   */
  public String describe(Field field) {
    if (field.pattern()) {
      return field.name() + " (a pattern of names)";
    }
    List<Object> values = field.type().isRange() ? ranges(field.name()) : values(field.name());
    for (String ending : MULTI_FIELDS) {
      if (values.isEmpty() && field.name().endsWith(ending)) {
        values = values(field.name().substring(0, field.name().length() - ending.length()));
      }
    }
    if (values.isEmpty()) {
      return field.name() + " is missing";
    }
    String shown =
        values.stream().limit(MOST_VALUES).map(JsonValues::write).collect(Collectors.joining(", "));
    return field.name() + " = " + shown + (values.size() > MOST_VALUES ? ", ..." : "");
  }

  /** The objects and the texts at {@code path}; the target of a dotted key is an object, too. */
  private List<Object> ranges(String path) {
    List<Object> ranges = new ArrayList<>();
    collectRanges(root, path, ranges);
    return ranges;
  }

  private static void collectRanges(@Nullable Object value, String path, List<Object> ranges) {
    if (value instanceof Iterable<?> array) {
      array.forEach(element -> collectRanges(element, path, ranges));
    } else if (path.isEmpty() && value != null) {
      ranges.add(value);
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (key, member) -> {
            String name = String.valueOf(key);
            if (name.startsWith(path + ".") && member != null) {
              ranges.add(Map.of(name.substring(path.length() + 1), member));
            } else if (path.equals(name)) {
              collectRanges(member, "", ranges);
            } else if (path.startsWith(name + ".")) {
              collectRanges(member, path.substring(name.length() + 1), ranges);
            }
          });
    }
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

package dev.sigrun.proof.spl.eval;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that is JSON: dotted names for objects in objects, an ending {@code {}}
 * for values in arrays, and text for every value.
 */
public final class JsonFields {
  /** So many characters of an event are looked at by itself, and by {@code spath}. */
  private static final int AUTOMATIC_LIMIT = 10_240;

  private JsonFields() {}

  /**
   * The fields that are extracted by themselves; an event beyond the limits is refused, because the
   * documentation does not specify exactly which characters are lost.
   */
  public static Map<String, Value> automatic(String raw) {
    if (raw.length() > AUTOMATIC_LIMIT) {
      throw new UndocumentedException(
          "what is extracted of an event with more than " + AUTOMATIC_LIMIT + " characters");
    }
    return all(raw);
  }

  public static Map<String, Value> all(String raw) {
    Map<String, List<Value>> found = new LinkedHashMap<>();
    try {
      walk("", JsonValues.read(raw), found);
    } catch (JsonFormatException e) {
      throw new SplException("No JSON: " + raw, e);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    found.forEach(
        (name, values) -> {
          Value value = Value.of(values);
          if (value != null) {
            fields.put(name, value);
          }
        });
    return fields;
  }

  private static void walk(String path, @Nullable Object node, Map<String, List<Value>> found) {
    if (node instanceof Map<?, ?> object) {
      object.forEach(
          (key, value) ->
              walk(path.isEmpty() ? String.valueOf(key) : path + "." + key, value, found));
    } else if (node instanceof List<?> array) {
      array.forEach(element -> walk(path + "{}", element, found));
    } else if (node == null) {
      throw new UndocumentedException("the value of " + path + ", which is null in the event");
    } else {
      found.computeIfAbsent(path, p -> new ArrayList<>()).add(new Value.Text(String.valueOf(node)));
    }
  }
}

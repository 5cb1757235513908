package dev.sigrun.oracle.conformance;

import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The components of the cases in suites. */
public final class Suites {
  private Suites() {}

  /** The JSON values in {@code text}. */
  public static @Nullable Object json(String text) {
    try {
      return JsonValues.read(text);
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The objects in a JSON array. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object array) {
    return StreamSupport.stream(((Iterable<?>) array).spliterator(), false)
        .map(element -> JsonValues.asObject(element).orElseThrow())
        .toList();
  }

  /** A member that is there. */
  public static String string(Map<String, @Nullable Object> object, String key) {
    return String.valueOf(object.get(key));
  }

  /** The whole numbers of a JSON array. */
  public static List<Integer> integers(@Nullable Object array) {
    return StreamSupport.stream(((Iterable<?>) array).spliterator(), false)
        .map(number -> ((Number) number).intValue())
        .toList();
  }

  /** The schema of an object with names and types. */
  public static Map<String, FieldType> types(@Nullable Object object) {
    Map<String, FieldType> types = new HashMap<>();
    JsonValues.asObject(object)
        .orElseThrow()
        .forEach((name, type) -> types.put(name, FieldType.of((String) type).orElseThrow()));
    return types;
  }
}

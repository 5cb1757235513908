package dev.sigrun.proof.nodes;

import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts of answers that are there. */
final class Json {
  private Json() {}

  static Object present(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  static Map<String, @Nullable Object> object(@Nullable Object value) {
    return JsonValues.asObject(value).orElseThrow();
  }

  static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    ((List<?>) present(value)).forEach(element -> objects.add(object(element)));
    return objects;
  }
}

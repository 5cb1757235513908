package dev.sigrun.runtime.row;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document of JSON, as in {@code $.a.b[0]['c.d']}.
 *
 * @param steps names of members, and indices of elements as Integer
 */
record JsonPlace(List<Object> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.?+(?:([^.\\[\\]'\"]++)|\\[(\\d{1,9}+)\\]|\\['([^']*+)'\\]|\\[\"([^\"]*+)\"\\])");

  static Optional<JsonPlace> parse(String path) {
    String text = path.startsWith("$") ? path.substring(1) : path;
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!step.find(end) || step.start() != end) {
        return Optional.empty();
      }
      steps.add(
          step.group(1) != null
              ? step.group(1)
              : step.group(2) != null
                  ? Integer.valueOf(step.group(2))
                  : step.group(3) != null ? step.group(3) : step.group(4));
      end = step.end();
    }
    return Optional.of(new JsonPlace(steps));
  }

  /** The value there as text; empty if there is none or it is null. */
  Optional<String> in(String json) {
    Object value;
    try {
      value = JsonValues.read(json);
    } catch (JsonFormatException e) {
      return Optional.empty();
    }
    for (Object step : steps) {
      value = at(value, step);
    }
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(value instanceof String text ? text : JsonValues.write(value));
  }

  private static @Nullable Object at(@Nullable Object value, Object step) {
    if (value instanceof Map<?, ?> object && step instanceof String name) {
      return object.get(name);
    }
    return value instanceof List<?> list && step instanceof Integer index && index < list.size()
        ? list.get(index)
        : null;
  }
}

package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An indicator as a document of its feed.
 *
 * @param id what the feed calls it; a fingerprint of its contents if the feed has no name for it
 * @param index where it comes from: an index, or a file
 * @param event the values of the fields that plans read of indicators
 * @param json the whole document
 */
public record IndicatorDocument(
    String id, String index, Event event, Map<String, @Nullable Object> json) {
  /**
   * Returns the value at a dotted path, whether the document has nested objects or dotted keys; for
   * an array, its first element.
   */
  Optional<Object> at(String path) {
    return Optional.ofNullable(find(json, path));
  }

  private static @Nullable Object find(@Nullable Object value, String path) {
    Object first = value;
    // An array within an array is not a document, so one step is enough.
    if (first instanceof List<?> list) {
      first = list.isEmpty() ? null : list.get(0);
    }
    if (path.isEmpty()) {
      return first;
    }
    Map<String, @Nullable Object> object = JsonValues.asObject(first).orElse(Map.of());
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      Object member = object.get(path.substring(0, end));
      if (member != null) {
        Object found = find(member, end == path.length() ? "" : path.substring(end + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}

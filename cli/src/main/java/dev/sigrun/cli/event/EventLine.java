package dev.sigrun.cli.event;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of an event file that is not blank.
 *
 * @param source the file as the user named it
 * @param number from 1, blank lines counted
 * @param position how many lines of this run came before it, those of other files included
 * @param bytes without the line break
 */
public record EventLine(String source, long number, long position, byte[] bytes) {
  /** {@code file:line}, for messages. */
  String place() {
    return source + ":" + number;
  }

  /**
   * The event as a tree of JSON values. Empty if it exceeds a limit of such trees that readers of
   * events do not have: an event that matches counts, even if it is too odd to be shown.
   */
  public Map<String, @Nullable Object> tree() {
    try {
      return JsonValues.asObject(JsonValues.read(bytes)).orElse(Map.of());
    } catch (JsonFormatException e) {
      return Map.of();
    }
  }
}

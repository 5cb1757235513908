package dev.sigrun.cli.event;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of an event in a file.
 *
 * @param source the file as the user named it
 * @param number identifies the event in its file, from 1: the line, blank ones counted; in a JSON
 *     document the number of the event
 * @param line where it begins, from 1
 * @param position how many events of this run came before it, those of other files included
 * @param bytes without the line break
 */
public record EventLine(String source, long number, long line, long position, byte[] bytes) {
  /** An event that is the whole of its source. */
  public static EventLine alone(String source, byte[] bytes) {
    return new EventLine(source, 1, 1, 0, SearchHit.unwrap(bytes));
  }

  /** {@code file:line}, for messages. */
  public String place() {
    return source + ":" + line + (number == line ? "" : " (event " + number + ")");
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

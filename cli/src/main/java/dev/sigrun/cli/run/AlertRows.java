package dev.sigrun.cli.run;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows alerts in another form than as whole documents. */
public interface AlertRows {
  /** How many events a row names. */
  int MOST_NAMED = 3;

  /**
   * Takes an alert.
   *
   * @param document all of it
   * @param key the values that tie its events together
   */
  void add(Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events);

  /** Shows what is known only after the last alert. */
  default void finish() {
    // Rows are shown as they come unless a form says otherwise.
  }

  /** A value of an alert, or what the rule says. */
  static String text(Map<String, @Nullable Object> document, String key, String otherwise) {
    Object value = document.get(key);
    return value == null ? otherwise : String.valueOf(value);
  }

  /** The values of a key, for people. */
  static String text(Key key) {
    return key.values().stream().map(Objects::toString).collect(Collectors.joining(", "));
  }

  /** {@code a.ndjson:3,5,9}, at most a few of them. */
  static String place(List<EventRecord> events) {
    if (events.isEmpty()) {
      return "-";
    }
    String first = events.get(0).source();
    String places =
        events.stream()
            .limit(MOST_NAMED)
            .map(event -> event.source().equals(first) ? "" + event.line() : event.toString())
            .collect(Collectors.joining(","));
    boolean more = events.size() > MOST_NAMED;
    return first + ":" + places + (more ? ",... (" + events.size() + " events)" : "");
  }
}

package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event of a test with its record. All tests share the fields, of which {@code c} is what sort
 * of event it is.
 *
 * @param values the values of each field, as text
 */
public record TestEvent(Event event, EventRecord record, Map<String, List<String>> values) {
  private static final Fields FIELDS = new Fields();
  static final KeywordField SORT = FIELDS.keyword("c");
  public static final KeywordField U = FIELDS.keyword("u");
  public static final KeywordField V = FIELDS.keyword("v");
  public static final NumberField P = FIELDS.number("p", NumberType.LONG);
  public static final NumberField Q = FIELDS.number("q", NumberType.LONG);
  public static final NumberField K = FIELDS.number("k", NumberType.LONG);
  private static final EventReader READER = EventReader.of(FIELDS);

  /** Whether an event is of this sort. */
  public static Condition is(String sort) {
    return event -> SORT.is(event, sort);
  }

  /** Holds for every event. */
  public static Condition any() {
    return event -> true;
  }

  public static TestEvent of(
      long time, Object tiebreaker, int arrival, Map<String, List<String>> values) {
    EventRecord record =
        new EventRecord(
            new EventOrder(time, tiebreaker, arrival),
            "test",
            arrival + 1L,
            values.toString().getBytes(StandardCharsets.UTF_8));
    try {
      return new TestEvent(READER.read(values), record, values);
    } catch (EventFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** The events of a {@link #timeline} in the order in which detectors see them. */
  public static List<TestEvent> inOrder(String timeline) {
    List<TestEvent> events = timeline(timeline);
    events.sort(Comparator.comparing(event -> event.record().order()));
    return events;
  }

  /**
   * Reads events such as {@code a@5 b@7;u=x,y;#=2}: sort, time, and values of fields, where {@code
   * #} is the tiebreaker. Their arrival is their place in the text.
   */
  public static List<TestEvent> timeline(String text) {
    List<TestEvent> events = new ArrayList<>();
    for (String word : text.isBlank() ? new String[0] : text.trim().split("\\s+")) {
      String[] parts = word.split(";");
      String[] head = parts[0].split("@");
      Map<String, List<String>> values = new TreeMap<>();
      values.put("c", List.of(head[0]));
      Long tiebreaker = null;
      for (int i = 1; i < parts.length; i++) {
        String[] pair = parts[i].split("=");
        if (pair[0].equals("#")) {
          tiebreaker = Long.valueOf(pair[1]);
        } else {
          values.put(pair[0], List.of(pair[1].split(",")));
        }
      }
      events.add(of(Long.parseLong(head[1]), tiebreaker, events.size(), values));
    }
    return events;
  }
}

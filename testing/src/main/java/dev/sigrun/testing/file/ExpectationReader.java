package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a case expects of its rule. */
final class ExpectationReader {
  private static final DiagnosticKind NO_EXPECTATION =
      DiagnosticKind.error(
          "TST019",
          "'%s' is not an expectation. Use \"match\", \"none\", a list of events such as [1,"
              + " 3], or a"
              + " list of detections such as [[1, 2]].");
  private static final DiagnosticKind MIXED =
      DiagnosticKind.error(
          "TST020", "A list contains either events or lists of events: expected %s here, not %s.");

  private static final List<String> KEYS =
      List.of("events", "key", "count", "cardinality", "matched", "suppressed");

  private final Values values;

  ExpectationReader(Values values) {
    this.values = values;
  }

  /** The expectation of a case; empty after a report. */
  Optional<Expectation> read(DataValue.Table table) {
    if (!values.atMostOne(table, "expect", "detection")) {
      values.missing(table.origin(), "expect");
      return Optional.empty();
    }
    Optional<DataValue> expect = table.get("expect");
    return expect.isPresent() ? expectation(expect.get()) : detections(table);
  }

  private Optional<Expectation> expectation(DataValue value) {
    Origin origin = value.origin();
    if (value instanceof DataValue.Array list) {
      return list(list);
    }
    String word = value.asText().orElse(String.valueOf(value.plain()));
    if (value instanceof DataValue.Text && word.equals("match")) {
      return Optional.of(new Expectation.Something(origin));
    }
    if (value instanceof DataValue.Text && word.equals("none")) {
      return Optional.of(new Expectation.Nothing(origin));
    }
    values.report(NO_EXPECTATION, origin, word);
    return Optional.empty();
  }

  private Optional<Expectation> list(DataValue.Array list) {
    if (list.values().isEmpty()) {
      values.report(NO_EXPECTATION, list.origin(), "[]");
      return Optional.empty();
    }
    boolean groups = list.values().get(0) instanceof DataValue.Array;
    List<Expectation.EventNumber> numbers = new ArrayList<>();
    List<Expectation.Detection> detections = new ArrayList<>();
    for (DataValue element : list.values()) {
      if (element instanceof DataValue.Array != groups) {
        String expected = groups ? "a list" : "a whole number";
        values.report(MIXED, element.origin(), expected, element.shape());
        return Optional.empty();
      } else if (groups) {
        detections.add(Expectation.Detection.of(element.origin(), numbers(element, "expect")));
      } else {
        numbers.addAll(numbers(element, "expect"));
      }
    }
    return Optional.of(
        groups
            ? new Expectation.Detections(list.origin(), detections)
            : new Expectation.Events(list.origin(), numbers));
  }

  private List<Expectation.EventNumber> numbers(DataValue value, String key) {
    List<DataValue> elements = values.oneOrMore(value);
    if (elements.isEmpty()) {
      values.empty(value.origin(), key);
    }
    List<Expectation.EventNumber> numbers = new ArrayList<>();
    for (DataValue element : elements) {
      values
          .whole(element, key, 1, Long.MAX_VALUE)
          .ifPresent(number -> numbers.add(new Expectation.EventNumber(element.origin(), number)));
    }
    return numbers;
  }

  private Optional<Expectation> detections(DataValue.Table table) {
    List<Expectation.Detection> detections = new ArrayList<>();
    for (DataValue value : table.get("detection").map(values::oneOrMore).orElse(List.of())) {
      if (value instanceof DataValue.Table detection) {
        detections.add(detection(detection));
      } else {
        values.wrongShape(value, "detection", "a table");
      }
    }
    Origin origin = Values.key(table, "detection");
    if (detections.isEmpty()) {
      values.empty(origin, "detection");
      return Optional.empty();
    }
    return Optional.of(new Expectation.Detections(origin, detections));
  }

  private Expectation.Detection detection(DataValue.Table table) {
    values.onlyKnown(table, KEYS);
    return new Expectation.Detection(
        table.origin(),
        table.get("events").map(value -> numbers(value, "events")),
        plainValues(table, "key"),
        count(table, "count", 1),
        count(table, "cardinality", 1),
        plainValues(table, "matched"),
        count(table, "suppressed", 0));
  }

  private Optional<Expectation.Count> count(DataValue.Table table, String key, long least) {
    OptionalLong number = values.whole(table, key, least, Long.MAX_VALUE);
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Expectation.Count(table.get(key).orElseThrow().origin(), number.getAsLong()));
  }

  private Optional<Expectation.Values> plainValues(DataValue.Table table, String key) {
    Optional<DataValue> value = table.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>();
    for (DataValue element : values.oneOrMore(value.get())) {
      if (element instanceof DataValue.Table || element instanceof DataValue.Array) {
        values.wrongShape(element, key, "a value or a list of values");
      } else {
        all.add(String.valueOf(element.plain()));
      }
    }
    if (all.isEmpty()) {
      values.empty(value.get().origin(), key);
    }
    return Optional.of(new Expectation.Values(value.get().origin(), all));
  }
}

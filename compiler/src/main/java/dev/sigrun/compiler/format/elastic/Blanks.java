package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.format.elastic.Shape.Key;
import dev.sigrun.compiler.format.elastic.Shape.OrBlank;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Leaves out blank strings where they mean the same as nothing, so that nothing behind the reader
 * has to know of them. Some of them, such as {@code timestamp_override}, Kibana takes but sends to
 * the server as they are, which then refuses every search.
 */
final class Blanks {
  static final DiagnosticKind EMPTY =
      DiagnosticKind.convention("RUL058", "Key '%s' is empty. Remove it.");
  private static final DiagnosticKind EMPTY_ENTRY =
      DiagnosticKind.convention("RUL081", "An entry of '%s' is empty. Remove it.");

  private final DiagnosticSink sink;

  private Blanks(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** The same table without them; each is reported. */
  static DataValue.Table leaveOut(DataValue.Table table, Shape.Table shape, DiagnosticSink sink) {
    return new Blanks(sink).table(table, shape);
  }

  private DataValue.Table table(DataValue.Table table, Shape.Table shape) {
    Map<String, Shape> shapes =
        shape.keys().stream().collect(Collectors.toMap(Key::name, Key::shape));
    Map<String, DataValue.Entry> entries = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (name, entry) -> {
              Shape expected = shapes.getOrDefault(name, new Shape.Anything());
              if (mayBeBlank(expected) && OrBlank.isBlank(entry.value())) {
                report(EMPTY, entry.value().origin(), name);
              } else {
                DataValue value = value(name, entry.value(), expected);
                entries.put(name, new DataValue.Entry(entry.key(), value));
              }
            });
    return new DataValue.Table(table.origin(), entries);
  }

  private static boolean mayBeBlank(Shape shape) {
    return shape instanceof OrBlank
        || (shape instanceof Shape.OneOrMore several && several.element() instanceof OrBlank);
  }

  private DataValue value(String name, DataValue value, Shape shape) {
    if (shape instanceof Shape.Table keys && value instanceof DataValue.Table table) {
      return table(table, keys);
    }
    if (shape instanceof Shape.OneOrMore several) {
      return value(name, value, several.list());
    }
    if (shape instanceof Shape.ListOf list && value instanceof DataValue.Array array) {
      return list(name, array, list.element());
    }
    return value;
  }

  private DataValue list(String name, DataValue.Array array, Shape element) {
    List<DataValue> values = new ArrayList<>();
    for (DataValue each : array.values()) {
      if (mayBeBlank(element) && OrBlank.isBlank(each)) {
        report(EMPTY_ENTRY, each.origin(), name);
      } else {
        values.add(value(name, each, element));
      }
    }
    return new DataValue.Array(array.origin(), values);
  }

  private void report(DiagnosticKind kind, Origin origin, String name) {
    sink.report(kind, origin.source(), origin.span(), name);
  }
}

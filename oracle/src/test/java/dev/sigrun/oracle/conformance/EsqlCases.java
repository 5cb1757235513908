package dev.sigrun.oracle.conformance;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries in ES|QL with the answers of a node of version 8.19. */
final class EsqlCases {
  private static final double TOLERANCE = 1e-12;

  private EsqlCases() {}

  /** A query that the node answered. */
  record Case(
      String id, Map<String, @Nullable Object> test, List<Map<String, @Nullable Object>> events) {
    String query() {
      return Suites.string(test, "query");
    }

    /** The index of the query. */
    QueryContext context() {
      Map<String, FieldType> types = new LinkedHashMap<>();
      JsonValues.asObject(test.get("mapping"))
          .orElseThrow()
          .forEach(
              (name, entry) ->
                  types.put(
                      name,
                      FieldType.of(Suites.string(JsonValues.asObject(entry).orElseThrow(), "type"))
                          .orElseThrow()));
      return new QueryContext(
          new FieldResolver(Schema.of(types).complete(), UnknownFields.UNMAPPED));
    }

    /** The rows that the query means; empty if that was refused. */
    Optional<EventRows> rows(DiagnosticSink sink) {
      QueryContext context = context();
      return EsqlParser.parse(SourceText.of("test", query()), sink)
          .flatMap(
              query ->
                  EsqlAnalyzer.check(query, context, sink)
                      .flatMap(fields -> EsqlRows.of(query, fields, context, sink)));
    }

    /** Names and types of the columns. */
    List<String> columns() {
      return Suites.objects(expected().get("columns")).stream()
          .map(column -> Suites.string(column, "name") + ":" + Suites.string(column, "type"))
          .toList();
    }

    /** The rows as text. */
    List<String> rows() {
      List<String> rows = new ArrayList<>();
      for (Object row : (Iterable<?>) expected().get("rows")) {
        List<Object> cells = new ArrayList<>();
        for (Object cell : (Iterable<?>) row) {
          boolean isDate = columns().get(cells.size()).endsWith(":date");
          cells.add(cell == null ? "null" : isDate ? instants(cell) : cell);
        }
        rows.add(text(cells));
      }
      return rows;
    }

    /** Failures of functions that the node mentions. */
    List<String> warnings() {
      return Stream.of(JsonValues.write(test.get("warnings")).split("\",\""))
          .filter(w -> w.contains("Exception: "))
          .distinct()
          .toList();
    }

    /** How rows differ from those of the node; empty if they do not. */
    String difference(List<String> actual) {
      List<String> found = new ArrayList<>(actual);
      List<String> expected = new ArrayList<>(rows());
      if (!isOrdered()) {
        found.sort(null);
        expected.sort(null);
      }
      return equal(found, expected) ? "" : "rows " + found + "\n  for " + expected;
    }

    boolean isOrdered() {
      return Boolean.TRUE.equals(test.get("ordered"));
    }

    private Map<String, @Nullable Object> expected() {
      return JsonValues.asObject(test.get("expected")).orElseThrow();
    }
  }

  static Object instants(Object cell) {
    if (cell instanceof Iterable<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(value -> values.add(instants(value)));
      return values;
    }
    return Instant.parse(cell.toString());
  }

  /** Cells as they are compared. */
  static String text(List<Object> cells) {
    return String.valueOf(cells);
  }

  /** Whether rows are the same, but for the last digits of decimals. */
  static boolean equal(List<String> actual, List<String> expected) {
    if (actual.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < actual.size(); i++) {
      String[] a = actual.get(i).split("[\\[\\], ]+", -1);
      String[] b = expected.get(i).split("[\\[\\], ]+", -1);
      if (a.length != b.length) {
        return false;
      }
      for (int j = 0; j < a.length; j++) {
        if (!a[j].equals(b[j]) && !close(a[j], b[j])) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean close(String a, String b) {
    String decimal = "-?[0-9]+\\.[0-9]+(E-?[0-9]+)?";
    return a.matches(decimal)
        && b.matches(decimal)
        && Math.abs(Double.parseDouble(a) - Double.parseDouble(b))
            <= TOLERANCE * Math.max(1, Math.abs(Double.parseDouble(a)));
  }

  /** All queries that the node answered. */
  static List<Case> answered() {
    Map<String, @Nullable Object> file =
        JsonValues.asObject(Suites.json(SharedFiles.text("conformance/esql-cases.json")))
            .orElseThrow();
    Map<String, @Nullable Object> shared =
        JsonValues.asObject(file.get("shared_docs")).orElseThrow();
    List<Case> cases = new ArrayList<>();
    for (String list : List.of("cases", "extra")) {
      for (Map<String, @Nullable Object> test : Suites.objects(file.get(list))) {
        Object docs = test.get("docs") instanceof String name ? shared.get(name) : test.get("docs");
        List<Map<String, @Nullable Object>> events = new ArrayList<>();
        for (Map<String, @Nullable Object> doc : Suites.objects(docs)) {
          Map<String, @Nullable Object> event = new LinkedHashMap<>(doc);
          event.put("_id", String.valueOf(events.size() + 1));
          event.put("_index", "events");
          event.put("_version", 1);
          events.add(event);
        }
        cases.add(new Case(Suites.string(test, "id"), test, events));
      }
    }
    return cases;
  }
}

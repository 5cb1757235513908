package dev.sigrun.compiler.language.esql.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.JsonReader;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.conventions.SharedFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Queries whose answers a node of Elasticsearch 8.19 gave: what it accepts is accepted, with the
 * types of its columns, and what it refuses is refused where it says so.
 */
final class EsqlConformanceTest {
  private static final Pattern PLACE = Pattern.compile("^line 1:(\\d+): ");

  /** What only a node can refuse. */
  private static final Map<String, String> NEEDS_A_NODE =
      Map.of(
          "refused-008", "Which indices there are, only a cluster knows.",
          "refused-077", "It fails because of a value, where others are null with a warning.");

  @Test
  void acceptsWhatANodeAccepts() {
    assertThat(accepted("cases")).isEqualTo(325);
    assertThat(accepted("extra")).isEqualTo(47);
  }

  private static int accepted(String list) {
    int count = 0;
    for (DataValue.Table test : cases(list)) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<Columns> columns = columns(test, sink);
      String query = text(test, "query");
      assertThat(sink.hasErrors()).as("%s %s", query, sink.diagnostics()).isFalse();
      DataValue.Table expected = table(test, "expected");
      for (DataValue column :
          expected.get("columns").orElseThrow().asArray().orElseThrow().values()) {
        DataValue.Table named = column.asTable().orElseThrow();
        String name = text(named, "name");
        String type = typeOf(columns.orElseThrow(), name);
        assertThat(type.equals("datetime") ? "date" : type)
            .as("%s: %s", query, name)
            .isEqualTo(text(named, "type"));
      }
      count++;
    }
    return count;
  }

  private static String typeOf(Columns columns, String name) {
    Origin origin = Origin.of(SourceText.of("test", ""), new Span(0, 0));
    return columns
        .find(new EsqlExpression.Column(origin, name))
        .map(column -> column.type().label())
        .orElse("absent");
  }

  @Test
  void refusesWhatANodeRefuses() {
    int refused = 0;
    for (DataValue.Table test : cases("refused")) {
      String id = text(test, "id");
      String query = text(test, "query");
      DiagnosticSink sink = new DiagnosticSink();
      columns(test, sink);
      List<Diagnostic> errors =
          sink.diagnostics().stream().filter(d -> d.severity() != Severity.WARNING).toList();
      boolean isNewer =
          test.get("accepted_by_9")
              .filter(value -> value instanceof DataValue.Truth truth && truth.value())
              .isPresent();
      if (isNewer || NEEDS_A_NODE.containsKey(id)) {
        assertThat(errors).as(query).isEmpty();
        continue;
      }
      assertThat(errors).as(query).isNotEmpty();
      refused++;
      Matcher place = PLACE.matcher(text(table(test, "error"), "reason"));
      if (place.find()) {
        int column = Integer.parseInt(place.group(1)) - 1;
        Diagnostic first = errors.get(0);
        int start = first.span().start();
        assertThat(first.span().end()).as("%s: %s", query, first).isGreaterThanOrEqualTo(column);
        if (start > column) {
          // The node points at the whole command or expression, we at the part that is wrong.
          assertThat(query.substring(column, start)).as("%s: %s", query, first).doesNotContain("|");
        }
      }
    }
    assertThat(refused).isEqualTo(86 - 9 - NEEDS_A_NODE.size());
  }

  private static Optional<Columns> columns(DataValue.Table test, DiagnosticSink sink) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    table(test, "mapping")
        .entries()
        .forEach(
            (name, entry) ->
                types.put(
                    name,
                    FieldType.of(text(entry.value().asTable().orElseThrow(), "type"))
                        .orElseThrow()));
    FieldResolver fields = new FieldResolver(Schema.of(types).complete(), UnknownFields.UNMAPPED);
    return EsqlParser.parse(SourceText.of("test", text(test, "query")), sink)
        .map(query -> EsqlAnalyzer.columnsOf(query, fields, sink));
  }

  private static List<DataValue.Table> cases(String list) {
    String path = "conformance/esql-cases.json";
    SourceText file = SourceText.of(path, SharedFiles.text(path));
    DataValue.Table all =
        JsonReader.read(file, new DiagnosticSink()).flatMap(DataValue::asTable).orElseThrow();
    return all.get(list).orElseThrow().asArray().orElseThrow().values().stream()
        .map(value -> value.asTable().orElseThrow())
        .toList();
  }

  private static DataValue.Table table(DataValue.Table test, String key) {
    return test.get(key).orElseThrow().asTable().orElseThrow();
  }

  private static String text(DataValue.Table test, String key) {
    return test.get(key).orElseThrow().asText().orElseThrow();
  }
}

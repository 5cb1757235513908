package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.row.RowInterpreter;
import dev.sigrun.runtime.row.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The interpreter of rows gives the answers that a node of Elasticsearch 8.19 gave. */
final class EsqlRowsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  /** What differs, and why; each of these must still differ. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "esql-kinds-045", "Searches are not fuzzy here: the query is refused.",
          "esql-log-290", "Rows without SORT come in any order.",
          "esql-texts-063",
              "The node evaluates LIKE \"\" in another way in its index than in rows.",
          "esql-tie-237", "The oracle reads decimals exactly; there is no negative zero.");

  @Test
  void answersAsTheNode() {
    Map<String, String> different = new TreeMap<>();
    int agreeing = 0;
    for (EsqlCases.Case test : EsqlCases.answered()) {
      String difference = difference(test);
      if (difference.isEmpty()) {
        agreeing++;
      } else {
        different.put(test.id(), test.query() + "\n" + difference);
      }
    }
    assertThat(different.keySet()).as("%s", different).isEqualTo(new TreeSet<>(DIFFERENT.keySet()));
    assertThat(agreeing).isEqualTo(325 + 47 - DIFFERENT.size());
  }

  private static String difference(EsqlCases.Case test) {
    DiagnosticSink sink = new DiagnosticSink();
    return test.rows(sink)
        .map(
            rows -> {
              RowInterpreter.Result result = Interpreter.rows(rows, test.events(), NOW);
              return difference(test, result);
            })
        .orElseGet(() -> "refused: " + sink.diagnostics());
  }

  private static String difference(EsqlCases.Case test, RowInterpreter.Result result) {
    List<String> columns =
        result.columns().stream().map(c -> c.name() + ":" + c.type().label()).toList();
    if (!columns.equals(test.columns())) {
      return "columns " + columns + " for " + test.columns();
    }
    List<String> actual = new ArrayList<>();
    for (List<List<Object>> row : result.rows()) {
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        RowType type = result.columns().get(i).type();
        List<Object> values = row.get(i).stream().map(v -> shown(v, type)).toList();
        cells.add(values.isEmpty() ? "null" : values.size() == 1 ? values.get(0) : values);
      }
      actual.add(EsqlCases.text(cells));
    }
    String difference = test.difference(actual);
    if (!difference.isEmpty()) {
      return difference;
    }
    List<String> missing =
        test.warnings().stream()
            .filter(node -> result.warnings().stream().noneMatch(node::contains))
            .toList();
    // The index of a node skips lists without a warning.
    List<String> more =
        result.warnings().stream()
            .filter(ours -> !ours.contains("multi-value"))
            .filter(ours -> test.warnings().stream().noneMatch(node -> node.contains(ours)))
            .toList();
    return missing.isEmpty() && more.isEmpty()
        ? ""
        : "no warning " + missing + ", but " + result.warnings();
  }

  private static Object shown(Object value, RowType type) {
    if (type == RowType.DATE) {
      return Instant.ofEpochMilli((Long) value).toString();
    }
    return value instanceof Version ? value.toString() : value;
  }
}

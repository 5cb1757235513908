package dev.sigrun.oracle.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.language.esql.rows.EsqlTable;
import dev.sigrun.compiler.query.QueryProgram;
import dev.sigrun.compiler.query.TableSearch;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables of files have the rows that a node of Elasticsearch 8.19 gave, in their order. */
final class EsqlTableTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");

  /** What differs, and why; each of these must still differ. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "esql-log-290", "Rows without SORT come in any order.",
          "esql-texts-063",
              "The node evaluates LIKE \"\" in another way in its index than in rows.",
          "esql-tie-237", "The suite is read exactly, in which there is no negative zero.");

  @Test
  void hasTheRowsOfTheNode() throws Exception {
    Map<String, String> different = new TreeMap<>();
    Map<String, Integer> refused = new TreeMap<>();
    int answered = 0;
    List<EsqlCases.Case> tests = EsqlCases.answered();
    for (int i = 0; i < tests.size(); i += LONG ? 1 : 5) {
      EsqlCases.Case test = tests.get(i);
      DiagnosticSink sink = new DiagnosticSink();
      Optional<EsqlTable> table =
          EsqlTable.of(SourceText.of("test", test.query()), test.context(), sink);
      if (table.isEmpty()) {
        sink.diagnostics().stream()
            .filter(each -> each.severity() != Severity.WARNING)
            .map(Diagnostic::code)
            .forEach(code -> refused.merge(code, 1, Integer::sum));
        continue;
      }
      answered++;
      String difference = test.difference(rows(table.get(), test));
      if (!difference.isEmpty()) {
        different.put(test.id(), test.query() + "\n" + difference);
      }
    }
    // Aggregates that are not implemented, points, LIMIT before other commands, fuzzy searches.
    assertThat(refused.keySet())
        .isSubsetOf("ESQL113", "ESQL117", "ESQL134", "ESQL137", "ESQL138", "ESQL142");
    assertThat(answered).as("%s", refused).isGreaterThan(LONG ? 320 : 60);
    TreeSet<String> unexplained = new TreeSet<>(different.keySet());
    unexplained.removeAll(DIFFERENT.keySet());
    assertThat(unexplained).as("%s", different).isEmpty();
  }

  private static List<String> rows(EsqlTable table, EsqlCases.Case test) throws Exception {
    TableSearch search = TableSearch.of(table, QueryProgram.compile(table.query()), NOW);
    for (Map<String, @Nullable Object> event : test.events()) {
      search.add(search.select(JsonValues.write(event).getBytes(UTF_8)));
    }
    List<String> rows = new ArrayList<>();
    for (List<@Nullable Object> row : search.rows()) {
      List<Object> cells = new ArrayList<>();
      for (Object cell : row) {
        boolean isDate = test.columns().get(cells.size()).endsWith(":date");
        cells.add(cell == null ? "null" : isDate ? EsqlCases.instants(cell) : cell);
      }
      rows.add(EsqlCases.text(cells));
    }
    return rows;
  }
}

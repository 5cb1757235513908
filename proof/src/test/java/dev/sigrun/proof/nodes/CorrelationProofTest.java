package dev.sigrun.proof.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.proof.events.SpanCorrelations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Correlations in ES|QL give on a real node the groups and spans that the engine detects. Those
 * that do not claim to be exact must be queries that a server accepts.
 */
class CorrelationProofTest {
  private static final int DAYS = Boolean.getBoolean("sigrun.long") ? 100 : 20;

  /** What claims nothing: measures of values, and what is judged at each event. */
  private static final List<String> INEXACT =
      List.of(
          "type: event_count; group-by: who; condition: {gte: 3}",
          "type: value_sum; group-by: who; condition: {field: addr, gt: 3}",
          "type: value_avg; condition: {field: addr, lt: 3}",
          "type: value_median; group-by: who; condition: {field: addr, neq: 1}",
          "type: value_percentile; condition: {field: addr, percentile: 90, gte: 1}",
          "type: temporal; group-by: who",
          "type: temporal; condition: first and second or third");

  @TempDir private Path folder;

  @Test
  void elasticsearchGivesTheGroupsAndSpansThatTheEngineDetects() throws IOException {
    ExportBackend backend =
        Backends.builtIn(ExportOptions.defaults()).byName("elasticsearch-esql").orElseThrow();
    List<AnalyzedRule> rules = new ArrayList<>();
    List<String> texts = new ArrayList<>(SpanCorrelations.TEXTS);
    texts.addAll(INEXACT);
    for (String text : texts) {
      SpanCorrelations.SPANS.forEach(span -> rules.add(SpanCorrelations.rule(span, text)));
    }
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      events.addAll(SpanCorrelations.events(new Random(day), day));
    }
    List<EventGroup> groups =
        EventGroup.of(
            rules,
            CorrelationProofTest::fields,
            rule -> rules.indexOf(rule) == 0 ? events : List.of());
    assertThat(groups).hasSize(1);
    List<String> differences = new ArrayList<>();
    int exact = 0;
    int found = 0;
    try (SearchNode node = SearchNode.start(SearchNode.Server.ELASTICSEARCH, folder)) {
      node.send(
          "PUT",
          "/_cluster/settings",
          Map.of("persistent", Map.of("esql.query.result_truncation_max_size", 1_000_000)));
      try (LoadedIndex index = LoadedIndex.load(node, groups.get(0))) {
        for (AnalyzedRule rule : rules) {
          Artifact export = backend.emit(rule);
          String text =
              export
                  .text()
                  .orElseThrow(() -> new AssertionError(rule.query() + "\n" + export.reasons()));
          Set<String> actual = new TreeSet<>();
          try {
            index.rows(text).forEach(row -> actual.add(shown(row, (Correlation) rule.query())));
          } catch (SearchNode.RefusedRequest e) {
            actual.add(String.valueOf(e.getMessage()));
            differences.add(text + "\nis refused: " + e.getMessage());
          }
          if (export.fidelity() == Fidelity.EXACT) {
            Set<String> expected =
                SpanCorrelations.detected(
                    SpanCorrelations.compile(rule), events, ((Correlation) rule.query()).span());
            exact++;
            found += expected.size();
            if (!actual.equals(expected)) {
              differences.add(text + "\n" + difference(actual, expected));
            }
          }
        }
      }
    }
    assertThat(String.join("\n\n", differences)).isEmpty();
    assertThat(exact).isGreaterThanOrEqualTo(9 * SpanCorrelations.SPANS.size());
    assertThat(found).isGreaterThan(10 * exact);
  }

  private static String difference(Set<String> actual, Set<String> expected) {
    Set<String> more = new TreeSet<>(actual);
    more.removeAll(expected);
    Set<String> less = new TreeSet<>(expected);
    less.removeAll(actual);
    return "finds " + more + "\nlacks " + less;
  }

  private static Set<Field> fields(AnalyzedRule rule) {
    Set<Field> fields = new LinkedHashSet<>();
    fields.add(Field.named("@timestamp", ValueType.DATE));
    for (Correlation.Source source : ((Correlation) rule.query()).sources()) {
      fields.addAll(IndexMapping.fields(source.predicate().orElseThrow()));
      fields.addAll(source.keyFields());
      source
          .valueFields()
          .forEach(field -> fields.add(Field.named(field.name(), ValueType.KEYWORD)));
    }
    return fields;
  }

  private static String shown(Map<String, @Nullable Object> row, Correlation query) {
    List<String> key = query.groups().stream().map(name -> String.valueOf(row.get(name))).toList();
    return SpanCorrelations.shown(key, ((Number) Json.present(row.get("sg_window"))).longValue());
  }
}

package dev.sigrun.proof.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.proof.events.SpanCorrelations;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.runtime.RuleSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches for correlations of spans that follow one another find what the engine detects. */
class MeasuresTest {
  private static final Instant NOW = Instant.parse("2024-05-04T10:00:00Z");
  private static final int SEEDS = Boolean.getBoolean("sigrun.long") ? 100 : 10;

  static Stream<Arguments> correlations() {
    return SpanCorrelations.TEXTS.stream()
        .flatMap(text -> Stream.of(EventForm.values()).map(form -> Arguments.of(text, form)));
  }

  @ParameterizedTest
  @MethodSource("correlations")
  void searchesFindTheSpansThatTheEngineDetects(String correlation, EventForm form) {
    int found = 0;
    for (String span : SpanCorrelations.SPANS) {
      AnalyzedRule rule = SpanCorrelations.rule(span, correlation);
      Correlation query = (Correlation) rule.query();
      String search = Searches.exact(rule, form).orElseThrow();
      RuleSet set = SpanCorrelations.compile(rule);
      for (int seed = 0; seed < SEEDS; seed++) {
        List<Map<String, @Nullable Object>> events =
            SpanCorrelations.events(new Random(seed), 0).stream().map(form::of).toList();
        Set<String> expected = SpanCorrelations.detected(set, events, query.span());
        found += expected.size();
        for (String tried : List.of(search, Searches.withoutPrefilter(search))) {
          Set<String> rows = new TreeSet<>();
          Searches.run(tried, events, Map.of(), NOW)
              .forEach(row -> rows.add(shown(row, query, form)));
          assertThat(rows).as("%s\n%s", tried, events).isEqualTo(expected);
        }
      }
    }
    assertThat(found).as(correlation).isPositive();
  }

  private static String shown(Row row, Correlation query, EventForm form) {
    List<String> key =
        query.groups().stream()
            .map(name -> form == EventForm.ARRAYS ? name + "{}" : name)
            .map(name -> String.join(",", row.texts(name)))
            .toList();
    Duration span = query.span();
    long from = new BigDecimal(row.texts("first_time").get(0)).movePointRight(3).longValueExact();
    return SpanCorrelations.shown(key, Math.floorDiv(from, span.toMillis()));
  }
}

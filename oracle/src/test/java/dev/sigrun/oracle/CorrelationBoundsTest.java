package dev.sigrun.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.sigma.RandomSigma;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.report.RuleCounters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Groups that never end, for each type of correlation: memory stays within its bounds, and each
 * group that is forgotten is counted.
 */
class CorrelationBoundsTest {
  private static final int GROUPS = Boolean.getBoolean("sigrun.long") ? 1_000_000 : 40_000;
  private static final int KEYS_PER_RULE = GROUPS / 10;
  private static final long STATE_BYTES = 64L << 20;

  /** All states, and as much again for what is not counted in them. */
  private static final long MOST_HEAP = 2 * STATE_BYTES + (32L << 20);

  private static final long START = 1_700_006_400_000L;

  /** What correlations of each type look for, and do not find among events of different users. */
  private static final Map<String, String> WANTED =
      new TreeMap<>(
          Map.of(
              "event_count", "{gte: 2}",
              "value_count", "{field: v, gte: 2}",
              "temporal", "{gte: 2}",
              "temporal_ordered", "",
              "value_sum", "{field: n, gt: 1000}",
              "value_avg", "{field: n, gt: 1000}",
              "value_median", "{field: n, gt: 1000}",
              "value_percentile", "{field: n, percentile: 95, gt: 1000}"));

  private static String correlation(String name, String type, String rules, String rest) {
    return """
    title: %s
    name: %s
    correlation:
      type: %s
      rules: [%s]
      timespan: 1d
    %s---
    """
        .formatted(name, name, type, rules, rest.indent(2));
  }

  private static String rules() {
    String ofTypes =
        WANTED.entrySet().stream()
            .map(
                wanted ->
                    correlation(
                        wanted.getKey(),
                        wanted.getKey(),
                        "a, b, c",
                        "group-by: u"
                            + (wanted.getValue().isEmpty()
                                ? ""
                                : "\ncondition: " + wanted.getValue())))
            .collect(Collectors.joining());
    // The groups of an inner correlation are in the state of the outer one's single group.
    String chain =
        correlation("inner", "event_count", "a", "group-by: u\ncondition: {gte: 2}")
            + correlation("chain", "event_count", "inner", "condition: {gte: 2}");
    return RandomSigma.singleRules() + ofTypes + chain;
  }

  private static Map<String, AnalyzedRule> analyzed() {
    List<Compilation> compiled =
        RuleCompiler.create(CompilerOptions.defaults())
            .compileAll(SourceText.of("rules.yml", rules()));
    Map<String, AnalyzedRule> analyzed = new TreeMap<>();
    for (Compilation each : compiled) {
      assertThat(each.analyzed()).as("%s", each.diagnostics()).isPresent();
      if (each.outcome() == Compilation.Outcome.COMPILED) {
        AnalyzedRule rule = each.analyzed().orElseThrow();
        analyzed.put(rule.rule().name(), rule);
      }
    }
    return analyzed;
  }

  @Test
  void groupsAreForgottenAndCounted() {
    Map<String, AnalyzedRule> rules = analyzed();
    assertThat(rules).hasSize(WANTED.size() + 1);
    RuleSet set = RuleSet.of(DetectorRules.compile(List.copyOf(rules.values())));
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(Duration.ZERO)
            .maxKeysPerRule(KEYS_PER_RULE)
            .maxStateBytes(STATE_BYTES)
            .build()) {
      long before = usedHeap();
      for (int i = 0; i < GROUPS; i++) {
        String event =
            "{\"@timestamp\":%d,\"k\":\"a\",\"u\":\"user-%d\",\"v\":\"%d\",\"n\":%d}"
                .formatted(START + i, i, i, i % 100);
        engine.accept(event.getBytes(StandardCharsets.UTF_8), "stream", i + 1);
      }
      // The last event waits until time has passed it.
      String other = "{\"@timestamp\":%d}".formatted(START + GROUPS);
      engine.accept(other.getBytes(StandardCharsets.UTF_8), "stream", GROUPS + 1L);
      assertThat(usedHeap() - before).isLessThan(MOST_HEAP);
      rules.forEach(
          (name, rule) -> {
            RuleCounters counters = engine.counters().of(rule.rule().ruleId());
            assertThat(counters.failures()).as(name).isZero();
            assertThat(counters.detections()).as(name).isZero();
            assertThat(counters.selected()).as(name).isEqualTo(GROUPS);
            if (name.equals("chain")) {
              assertThat(counters.keys()).as(name).isOne();
              assertThat(counters.evicted()).as(name).isBetween(GROUPS - 10_000L, (long) GROUPS);
            } else {
              assertThat(counters.keys()).as(name).isBetween(1L, (long) KEYS_PER_RULE);
              assertThat(counters.evicted()).as(name).isEqualTo(GROUPS - counters.keys());
            }
          });
    }
  }

  /** The bytes of all objects that can be reached, the engine's among them. */
  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

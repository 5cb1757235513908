package dev.sigrun.oracle.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.oracle.random.SatisfyingEvent;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.EngineBuilder;
import dev.sigrun.runtime.engine.PartitionedEngine;
import dev.sigrun.runtime.engine.report.AlertListener;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every public rule gives in a partitioned engine the alerts that it gives in a single one. */
class PartitionedCorpusTest {
  private static final long START = 1_700_000_000_000L;
  private static final int EVENTS = Boolean.getBoolean("sigrun.long") ? 100_000 : 12_000;

  @Test
  void alertsAreThoseOfASingleEngine() throws Exception {
    List<AnalyzedRule> rules = rules();
    RuleSet set =
        RuleSet.of(
            RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules)).load());
    Map<String, Integer> expected = new TreeMap<>();
    Map<String, Integer> actual = new TreeMap<>();
    Counters single;
    Counters divided;
    try (Engine engine = builder(set).onAlert(into(expected)).build();
        PartitionedEngine lanes =
            builder(set).onAlert(into(actual)).partitionedBy("host.id").threads(3).build()) {
      assertThat(lanes.sharedRules()).hasSizeBetween(50, 600);
      List<byte[]> events = events(rules);
      for (int i = 0; i < events.size(); i++) {
        assertThat(engine.accept(events.get(i), "in", i + 1)).isTrue();
        assertThat(lanes.accept(events.get(i), "in", i + 1)).isTrue();
      }
      engine.finish();
      lanes.finish();
      single = engine.counters();
      divided = lanes.counters();
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(divided).usingRecursiveComparison().isEqualTo(single);
    long detecting =
        set.detectors().stream()
            .filter(detector -> single.of(detector.ruleId()).detections() > 0)
            .count();
    assertThat(detecting).as("rules with memory that detect something").isGreaterThan(50);
  }

  private static List<AnalyzedRule> rules() {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    return RuleFiles.find(
            List.of(SharedFiles.path(SharedFiles.PUBLIC_RULES).toString()),
            CompilerOptions.defaults().formats(),
            sink)
        .stream()
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .flatMap(text -> compiler.compile(text).analyzed().stream())
        .toList();
  }

  private static EngineBuilder builder(RuleSet set) {
    return Engine.builder(set)
        .allowedLateness(Duration.ofSeconds(2))
        .wallClock(() -> START + Duration.ofDays(1).toMillis());
  }

  /** Counts equal alerts, and final counts of groups. */
  private static AlertListener into(Map<String, Integer> alerts) {
    return new AlertListener() {
      @Override
      public void alert(Alert alert) {
        alerts.merge(alert.rule() + " " + alert.toJson(), 1, Integer::sum);
      }

      @Override
      public void groupClosed(Rule rule, Key group, SuppressedGroup counts) {
        alerts.merge(rule + " " + group + " " + counts, 1, Integer::sum);
      }
    };
  }

  /** Events near each rule, those of one rule after each other, on few hosts. */
  private static List<byte[]> events(List<AnalyzedRule> rules) {
    List<AnalyzedRule> withMemory =
        rules.stream().filter(rule -> !(rule.query() instanceof Query.SingleEvent)).toList();
    Random random = new Random(11);
    List<byte[]> events = new ArrayList<>();
    long time = START;
    while (events.size() < EVENTS) {
      List<AnalyzedRule> some = random.nextInt(4) == 0 ? rules : withMemory;
      List<Predicate> predicates = some.get(random.nextInt(some.size())).query().predicates();
      String host = "host-" + random.nextInt(5);
      for (int round = 0; round < 2; round++) {
        for (Predicate predicate : predicates) {
          time += random.nextInt(400);
          Map<String, @Nullable Object> event =
              new TreeMap<>(SatisfyingEvent.of(predicate, random));
          event.put("@timestamp", time - random.nextInt(2_500));
          event.putIfAbsent("host.id", random.nextInt(50) == 0 ? List.of(host, "host-0") : host);
          event.putIfAbsent("user.id", "user-" + random.nextInt(2));
          event.putIfAbsent("process.entity_id", "process-" + random.nextInt(2));
          events.add(JsonValues.write(event).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return events;
  }
}

package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A job gives the alerts of an embedded engine, with the same ids. */
class ParityTest {
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final int DISORDER = 4_000;
  private static final String OWN_RULES = "../rules";

  @TempDir Path folder;

  /** Rules as the test needs them. */
  private record Compiled(
      List<AnalyzedRule> rules, CompiledRules jar, RuleSet set, RulesLocation location) {}

  private Compiled compile(String path, Predicate<AnalyzedRule> wanted) throws Exception {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    Set<String> ids = new HashSet<>();
    List<AnalyzedRule> rules =
        RuleFiles.find(List.of(path), CompilerOptions.defaults().formats(), sink).stream()
            .flatMap(file -> RuleFiles.load(file, sink).stream())
            .flatMap(text -> compiler.compileAll(text).stream())
            .filter(compilation -> compilation.outcome() == Compilation.Outcome.COMPILED)
            .flatMap(compilation -> compilation.analyzed().stream())
            .filter(wanted)
            .filter(rule -> ids.add(rule.rule().ruleId()))
            .toList();
    assertThat(rules).hasSizeGreaterThan(50);
    RuleJar jar = RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules));
    Path file = folder.resolve("rules.jar");
    jar.write(file);
    CompiledRules loaded = jar.load();
    return new Compiled(rules, loaded, RuleSet.of(loaded), RulesLocation.jars(file));
  }

  /** The alerts of an engine, by id, without when they were made. */
  private static Map<String, String> expected(
      RuleSet set, Duration lateness, List<PlacedEvent> events) {
    Map<String, String> alerts = new TreeMap<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(lateness)
            .maxKeysPerRule(1_000_000)
            .onAlert(alert -> put(alerts, alert.rule().ruleId(), alert.id(), alert.toJson()))
            .build()) {
      for (PlacedEvent each : events) {
        engine.accept(each.json(), each.source(), each.line());
      }
      engine.finish();
      assertThat(engine.counters().late()).isZero();
    }
    return alerts;
  }

  private static Map<String, String> actual(List<StreamAlert> all) {
    Map<String, String> alerts = new TreeMap<>();
    all.forEach(alert -> put(alerts, alert.ruleId(), alert.id(), alert.json()));
    assertThat(all.stream().map(alert -> alert.ruleId() + " " + alert.id()))
        .as("no alert twice")
        .doesNotHaveDuplicates();
    return alerts;
  }

  private static void put(Map<String, String> alerts, String rule, String id, String json) {
    try {
      document(alerts, rule, id, json);
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }

  private static void document(Map<String, String> alerts, String rule, String id, String json)
      throws JsonFormatException {
    Map<String, @Nullable Object> document =
        new TreeMap<>(JsonValues.asObject(JsonValues.read(json)).orElseThrow());
    document.remove("@timestamp");
    Object start = document.get("kibana.alert.suppression.start");
    if (start != null && ParityEvents.isFarAhead(Instant.parse(start.toString()))) {
      // An engine lets it join a group when it arrives; a job, in order of time, opens one.
      return;
    }
    alerts.put(rule + " " + id, JsonValues.write(document));
  }

  private void check(Compiled compiled, ParityEvents events) throws Exception {
    Map<String, String> expected = expected(compiled.set(), LATENESS, events.inOrder());
    assertThat(expected).hasSizeGreaterThan(100);
    Map<String, JobRun> runs = new TreeMap<>();
    runs.put("hashmap, 1", run(compiled, events, "hashmap").run(1));
    runs.put("hashmap, 2 then 1", run(compiled, events, "hashmap").run(2, 1));
    runs.put("rocksdb, 1 then 2", run(compiled, events, "rocksdb").run(1, 2));
    runs.forEach(
        (name, run) -> {
          assertThat(run.late()).as(name).isEmpty();
          assertThat(run.deadLetters()).as(name).hasSize(events.malformed());
          assertThat(differences(actual(run.alerts()), expected)).as(name).isEmpty();
        });
  }

  /** The alerts that only one side has, or that differ: maps of thousands print as a beginning. */
  private static List<String> differences(
      Map<String, String> actual, Map<String, String> expected) {
    List<String> differences = new ArrayList<>();
    actual.forEach(
        (id, alert) -> {
          if (!alert.equals(expected.get(id))) {
            differences.add("only in the job: " + alert);
          }
        });
    expected.forEach(
        (id, alert) -> {
          if (!alert.equals(actual.get(id))) {
            differences.add("only in the engine: " + alert);
          }
        });
    return differences;
  }

  private JobRun run(Compiled compiled, ParityEvents events, String backend) {
    return new JobRun(
        events.partitions(), compiled.location(), LATENESS, backend, folder.resolve("state"));
  }

  @Test
  void ownRules() throws Exception {
    Compiled compiled = compile(OWN_RULES, rule -> true);
    check(compiled, ParityEvents.of(compiled.rules(), LONG ? 6_000 : 3_000, DISORDER, 5));
  }

  @Test
  @EnabledIfSystemProperty(named = "sigrun.long", matches = "true")
  void publicRules() throws Exception {
    Compiled compiled =
        compile(SharedFiles.path(SharedFiles.PUBLIC_RULES).toString(), rule -> true);
    check(compiled, ParityEvents.of(compiled.rules(), 3_000, DISORDER, 7));
  }

  /**
   * Events that are too late are all that makes a difference: without them, by the times that they
   * were too late for, an engine that waits for ever gives the same alerts. What was late before a
   * restart is late after it.
   */
  @Tag("smoke")
  @Test
  void lateEventsExplainEveryDifference() throws Exception {
    // In groups of alerts, late events count out of order. No timeline has to do with that.
    Compiled compiled =
        compile(
            OWN_RULES,
            rule -> !(rule.query() instanceof Query.SingleEvent && rule.suppression().isPresent()));
    ParityEvents events = ParityEvents.of(compiled.rules(), 3_000, 6 * DISORDER, 9);
    JobRun run = run(compiled, events, "hashmap").run(2, 1);
    assertThat(run.late()).hasSizeGreaterThan(100);
    Map<String, String> expected = new TreeMap<>();
    Set<String> timelines = new TreeSet<>();
    compiled.set().detectors().forEach(each -> timelines.add(timeline(each)));
    assertThat(timelines).hasSizeGreaterThan(1);
    for (String timeline : timelines) {
      Set<String> late = new HashSet<>();
      run.late().stream()
          .filter(each -> each.timeline().equals(timeline))
          .forEach(each -> late.add(each.source() + ":" + each.line()));
      List<PlacedEvent> seen =
          events.inOrder().stream().filter(each -> !late.contains(each.toString())).toList();
      expected.putAll(expected(onTimeline(compiled.jar(), timeline), Duration.ofDays(90), seen));
    }
    expected.putAll(
        expected(onTimeline(compiled.jar(), ""), Duration.ofDays(90), events.inOrder()));
    assertThat(actual(run.alerts())).isEqualTo(expected);
  }

  private static String timeline(Detector<?> detector) {
    return detector.timestampFields().isEmpty()
        ? "@timestamp"
        : detector.timestampFields().stream().map(DateField::name).collect(Collectors.joining(","));
  }

  /** The rules that need memory and go by this time, or those that judge single events. */
  private static RuleSet onTimeline(CompiledRules all, String timeline) {
    return RuleSet.of(
        new CompiledRules() {
          @Override
          public List<EventMatcher> matchers(Fields fields) {
            List<EventMatcher> matchers = all.matchers(fields);
            return timeline.isEmpty() ? matchers : List.of();
          }

          @Override
          public List<Detector<?>> detectors(Fields fields) {
            return all.detectors(fields).stream()
                .filter(each -> timeline(each).equals(timeline))
                .toList();
          }

          @Override
          public List<Suppressor> suppressors(Fields fields) {
            return all.suppressors(fields);
          }

          @Override
          public List<Rule> rules() {
            return all.rules();
          }
        });
  }
}

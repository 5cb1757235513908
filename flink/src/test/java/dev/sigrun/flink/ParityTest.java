package dev.sigrun.flink;

import static dev.sigrun.flink.ParityAlerts.actual;
import static dev.sigrun.flink.ParityAlerts.differences;
import static dev.sigrun.flink.ParityAlerts.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.flink.record.PlacedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A job gives the alerts of an embedded engine, with the same ids. */
class ParityTest {
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final int DISORDER = 4_000;

  /** Rules over all rows of a window. */
  private static final String STAGED_RULES = "src/test/staged-rules";

  @TempDir Path folder;

  private CompiledJar compile(List<String> paths, Predicate<AnalyzedRule> wanted) throws Exception {
    return CompiledJar.of(paths, wanted, folder.resolve("rules.jar"));
  }

  private void check(CompiledJar compiled, ParityEvents events) throws Exception {
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

  /** Rules of every shape alert, so that a new shape cannot pass unseen. */
  private static void checkShapes(CompiledJar compiled, Set<String> alerts) {
    Set<Query.Shape> seen = EnumSet.noneOf(Query.Shape.class);
    for (AnalyzedRule rule : compiled.rules()) {
      String id = rule.rule().ruleId() + " ";
      if (alerts.stream().anyMatch(each -> each.startsWith(id))) {
        seen.add(rule.query().shape());
      }
    }
    // Nothing gives them indicators here; SwapTest does.
    seen.add(Query.Shape.INDICATOR_MATCH);
    assertThat(seen).containsExactlyInAnyOrder(Query.Shape.values());
  }

  private JobRun run(CompiledJar compiled, ParityEvents events, String backend) {
    return new JobRun(
        events.partitions(), compiled.location(), LATENESS, backend, folder.resolve("state"));
  }

  @Test
  void ownRules() throws Exception {
    List<String> paths = new ArrayList<>(CompiledJar.OWN_RULES);
    paths.add(STAGED_RULES);
    CompiledJar compiled = compile(paths, rule -> true);
    ParityEvents events = ParityEvents.of(compiled.rules(), LONG ? 6_000 : 3_000, DISORDER, 5);
    Set<String> alerts = expected(compiled.set(), LATENESS, events.inOrder()).keySet();
    checkShapes(compiled, alerts);
    for (AnalyzedRule staged : CompiledJar.rules(List.of(STAGED_RULES), rule -> true)) {
      assertThat(alerts).anyMatch(each -> each.startsWith(staged.rule().ruleId() + " "));
    }
    check(compiled, events);
  }

  @Test
  @EnabledIfSystemProperty(named = "sigrun.long", matches = "true")
  void publicRules() throws Exception {
    CompiledJar compiled =
        compile(List.of(SharedFiles.path(SharedFiles.PUBLIC_RULES).toString()), rule -> true);
    check(compiled, ParityEvents.of(compiled.rules(), 3_000, DISORDER, 7));
  }

  /** A third of the rules is gone when the job goes on; the others do not notice. */
  @Test
  void goesOnWithoutSomeRules() throws Exception {
    CompiledJar all = compile(CompiledJar.OWN_RULES, rule -> true);
    CompiledJar some =
        CompiledJar.of(
            all.rules().stream()
                .filter(rule -> Math.floorMod(rule.rule().ruleId().hashCode(), 3) > 0)
                .toList(),
            folder.resolve("some.jar"));
    // Stages of timelines that no rule uses any more would have to be dropped explicitly.
    assertThat(some.timelines()).isEqualTo(all.timelines());
    ParityEvents events = ParityEvents.of(all.rules(), 3_000, DISORDER, 6);
    JobRun run = run(all, events, "rocksdb").run(2, 1, some.location());
    Map<String, String> kept = actual(run.alerts());
    kept.keySet().removeIf(id -> some.set().rule(id.substring(0, id.indexOf(' '))).isEmpty());
    assertThat(differences(kept, expected(some.set(), LATENESS, events.inOrder()))).isEmpty();
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
    CompiledJar compiled =
        compile(
            CompiledJar.OWN_RULES,
            rule -> !(rule.query() instanceof Query.SingleEvent && rule.suppression().isPresent()));
    ParityEvents events = ParityEvents.of(compiled.rules(), 3_000, 6 * DISORDER, 9);
    JobRun run = run(compiled, events, "hashmap").run(2, 1);
    assertThat(run.late()).hasSizeGreaterThan(100);
    Map<String, String> expected = new TreeMap<>();
    assertThat(compiled.timelines()).hasSizeGreaterThan(1);
    for (String timeline : compiled.timelines()) {
      Set<String> late = new HashSet<>();
      run.late().stream()
          .filter(each -> each.timeline().equals(timeline))
          .forEach(each -> late.add(each.source() + ":" + each.line()));
      List<PlacedEvent> seen =
          events.inOrder().stream().filter(each -> !late.contains(each.toString())).toList();
      expected.putAll(expected(compiled.onTimeline(timeline), Duration.ofDays(90), seen));
    }
    expected.putAll(expected(compiled.onTimeline(""), Duration.ofDays(90), events.inOrder()));
    assertThat(actual(run.alerts())).isEqualTo(expected);
  }
}

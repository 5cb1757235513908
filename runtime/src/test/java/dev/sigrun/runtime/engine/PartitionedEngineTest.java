package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.engine.report.AlertListener;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.EngineMXBean;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PartitionedEngineTest {
  /** Writes down all alerts, whatever their order. */
  private static final class Notes implements AlertListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void alert(Alert alert) {
      lines.add(alert.toJson());
    }

    @Override
    public void groupClosed(Rule rule, Key group, SuppressedGroup counts) {
      lines.add(rule + " " + group + " " + counts);
    }

    List<String> sorted() {
      Collections.sort(lines);
      return lines;
    }
  }

  private static EngineBuilder builder() {
    return Engine.builder(RealRules.set())
        .allowedLateness(Duration.ofMillis(500))
        .wallClock(() -> EngineRun.WALL);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,2", "4,3", "5,4", "6,7", "7,2", "8,3"})
  void alertsAndCountersAreThoseOfASingleEngine(int seed, int threads) {
    List<byte[]> events = RealRules.events(new Random(seed), 3_000);
    events.add(5, "{".getBytes(UTF_8));
    Notes single = new Notes();
    Notes partitioned = new Notes();
    Counters expected;
    Counters actual;
    try (Engine engine = builder().onAlert(single).build();
        PartitionedEngine lanes =
            builder()
                .onAlert(partitioned)
                .partitionedBy("host")
                .threads(threads)
                .maxQueuedEvents(1 + seed)
                .build()) {
      for (int i = 0; i < events.size(); i++) {
        boolean isEvent = engine.accept(events.get(i), "in", i + 1);
        assertThat(lanes.accept(events.get(i), "in", i + 1)).isEqualTo(isEvent);
        if (i % 700 == 699) {
          engine.flush();
          lanes.flush();
          engine.advanceBy(Duration.ofSeconds(1));
          lanes.advanceBy(Duration.ofSeconds(1));
        }
      }
      engine.finish();
      lanes.finish();
      expected = engine.counters();
      actual = lanes.counters();
    }
    assertThat(partitioned.sorted()).as("seed %d", seed).isEqualTo(single.sorted());
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    for (String rule : RealRules.IDS) {
      assertThat(expected.of(rule).detections()).as(rule).isPositive();
    }
    assertThat(expected.late()).isPositive();
    assertThat(expected.ahead()).isPositive();
    assertThat(expected.withoutTime()).isPositive();
  }

  /** The output of an engine that is stopped midway and continues as another kind of engine. */
  private record Handover(Notes before, Notes after, Counters counters) {
    List<String> sorted() {
      Notes all = new Notes();
      all.lines.addAll(before.lines);
      all.lines.addAll(after.lines);
      return all.sorted();
    }
  }

  private static Handover handOver(
      List<byte[]> events, int threads, Optional<String> field, int threadsAfter)
      throws IOException {
    Notes before = new Notes();
    Notes after = new Notes();
    int half = events.size() / 2;
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    try (PartitionedEngine engine =
        builder().onAlert(before).partitionedBy("host").threads(threads).build()) {
      accept(engine::accept, events, 0, half);
      engine.recordPosition("in", new InputPosition(half, 7));
      engine.snapshot(snapshot);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(snapshot.toByteArray());
    if (field.isEmpty()) {
      try (Engine engine = builder().onAlert(after).build()) {
        engine.restore(in);
        assertThat(engine.positions()).containsEntry("in", new InputPosition(half, 7));
        accept(engine::accept, events, half, events.size());
        engine.finish();
        return new Handover(before, after, engine.counters());
      }
    }
    try (PartitionedEngine engine =
        builder().onAlert(after).partitionedBy(field.get()).threads(threadsAfter).build()) {
      engine.restore(in);
      assertThat(engine.positions()).containsEntry("in", new InputPosition(half, 7));
      accept(engine::accept, events, half, events.size());
      engine.finish();
      return new Handover(before, after, engine.counters());
    }
  }

  private interface Acceptor {
    boolean accept(byte[] json, String source, long line);
  }

  private static void accept(Acceptor engine, List<byte[]> events, int first, int end) {
    for (int i = first; i < end; i++) {
      engine.accept(events.get(i), "in", i + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,,1", "2,3,,1", "3,3,host,3", "4,2,host,5", "5,4,target,2", "6,3,kind,1"})
  void anyEngineGoesOnFromASnapshot(int seed, int threads, String field, int threadsAfter)
      throws IOException {
    List<byte[]> events = RealRules.events(new Random(seed), 2_000);
    events.add(5, "{".getBytes(UTF_8));
    Notes single = new Notes();
    Counters expected;
    try (Engine engine = builder().onAlert(single).build()) {
      accept(engine::accept, events, 0, events.size());
      engine.finish();
      expected = engine.counters();
    }
    Handover actual = handOver(events, threads, Optional.ofNullable(field), threadsAfter);
    assertThat(actual.before().lines).isNotEmpty();
    assertThat(actual.sorted()).as("seed %d", seed).isEqualTo(single.sorted());
    assertThat(actual.counters()).usingRecursiveComparison().isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void replacedRulesThatLookForTheSameGoOn(int seed) {
    List<byte[]> events = RealRules.events(new Random(seed), 2_000);
    Notes single = new Notes();
    Notes partitioned = new Notes();
    Counters expected;
    Counters actual;
    try (Engine engine = builder().onAlert(single).build();
        PartitionedEngine lanes =
            builder().onAlert(partitioned).partitionedBy("host").threads(3).build()) {
      accept(engine::accept, events, 0, 1_000);
      accept(lanes::accept, events, 0, 1_000);
      assertThat(lanes.replaceRules(RealRules.set()))
          .isEqualTo(engine.replaceRules(RealRules.set()));
      accept(engine::accept, events, 1_000, events.size());
      accept(lanes::accept, events, 1_000, events.size());
      engine.finish();
      lanes.finish();
      expected = engine.counters();
      actual = lanes.counters();
    }
    assertThat(partitioned.sorted()).isEqualTo(single.sorted());
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void rulesThatCannotBeDividedDoNotReplaceOthersIfTheyAreToBeRefused() {
    RuleSet pairs = new TestRules().pairs("pairs", 1_000).build();
    try (PartitionedEngine engine =
        Engine.builder(pairs).partitionedBy("host").threads(2).refuseSharedRules().build()) {
      assertThatThrownBy(() -> engine.replaceRules(RealRules.set()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("The rule anywhere ");
      assertThat(engine.rules()).isSameAs(pairs);
      assertThat(engine.accept(TestRules.event(EngineRun.WALL, "h", "a", 1), "in", 1)).isTrue();
    }
  }

  @Test
  void rulesThatCannotBeDividedShareALaneForAReason() {
    try (PartitionedEngine engine = builder().partitionedBy("host").threads(2).build()) {
      assertThat(engine.sharedRules())
          .containsOnlyKeys("quiet", "anywhere", "crossed", "terms", "staged")
          .containsEntry("anywhere", "keeps state for all events together")
          .containsEntry("crossed", "has the keys different fields at different positions")
          .containsEntry(
              "quiet",
              "suppresses alerts by fields whose values may be in several" + " partitions");
    }
  }

  @Test
  void aDividedRuleWhoseAlertsAreSuppressedByAnotherFieldSharesTheLane() {
    RuleSet rules =
        new TestRules()
            .pairs("pairs", 1_000)
            .suppressor(
                fields ->
                    new Suppressor(
                        "pairs",
                        SuppressionPlan.groupedByWhole(
                            Duration.ofSeconds(5), fields.keyword("target"))))
            .build();
    try (PartitionedEngine engine =
        Engine.builder(rules).partitionedBy("host").threads(2).build()) {
      assertThat(engine.sharedRules()).containsOnlyKeys("pairs");
    }
  }

  @Test
  void aRuleThatReadsTheFieldInAnotherWaySharesTheLane() {
    RuleSet rules =
        new TestRules()
            .pairs("pairs", 1_000)
            .detector(
                "numbers",
                fields ->
                    new ThresholdDetector(
                        new KindMatcher("numbers", fields.keyword("kind"), "x"),
                        ThresholdPlan.atLeast(3, Duration.ofSeconds(5))
                            .groupedBy(fields.number("host", NumberType.LONG))))
            .build();
    try (PartitionedEngine engine =
        Engine.builder(rules).partitionedBy("host").threads(2).build()) {
      assertThat(engine.sharedRules())
          .containsOnlyKeys("numbers")
          .containsEntry(
              "numbers", "has the keys host read with a different type than in other rules");
    }
  }

  @Test
  void rulesThatCannotBeDividedAreRefusedOnRequest() {
    PartitionedEngineBuilder builder = builder().partitionedBy("target").refuseSharedRules();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The rule sequence has the keys host.")
        .hasMessageContaining("Partition by another field")
        .hasMessageNotContaining("The rule threshold ");
  }

  @Test
  void closingDecidesWhatWaits() {
    Notes notes = new Notes();
    try (PartitionedEngine engine =
        builder().onAlert(notes).partitionedBy("host").threads(2).build()) {
      engine.accept(TestRules.event(EngineRun.WALL, "h", "a", 1), "in", 1);
      engine.accept(TestRules.event(EngineRun.WALL + 1, "h", "b", 2), "in", 2);
    }
    assertThat(notes.lines)
        .anyMatch(line -> line.contains("\"kibana.alert.rule.name\":\"sequence\""));
  }

  @Test
  void aSlowListenerHoldsUpTheCaller() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    PartitionedEngine engine =
        builder()
            .onAlert(
                alert -> {
                  stuck.countDown();
                  awaitQuietly(release);
                })
            .partitionedBy("host")
            .threads(1)
            .maxQueuedEvents(10)
            .build();
    List<Integer> accepted = Collections.synchronizedList(new ArrayList<>());
    Thread caller =
        new Thread(
            () -> {
              for (int i = 1; i <= 100; i++) {
                engine.accept(TestRules.event(EngineRun.WALL + i, "h", "a", i), "in", i);
                accepted.add(i);
              }
            });
    caller.start();
    stuck.await();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(accepted).hasSizeBetween(10, 30);
    release.countDown();
    caller.join();
    assertThat(accepted).hasSize(100);
    assertThat(engine.counters().matches()).isEqualTo(100);
    engine.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aLaneThatHadToStopIsReportedToTheCaller() {
    PartitionedEngine engine =
        builder()
            .onDetection(
                (rule, detection) -> {
                  throw new IllegalStateException("disk full");
                })
            .partitionedBy("host")
            .threads(2)
            .build();
    engine.accept(TestRules.event(EngineRun.WALL, "h", "a", 1), "in", 1);
    assertThatThrownBy(engine::flush)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("disk full");
    assertThatThrownBy(() -> engine.accept(TestRules.event(EngineRun.WALL, "h", "a", 1), "in", 2))
        .isInstanceOf(IllegalStateException.class);
    engine.close();
    assertThatThrownBy(engine::flush).hasMessage("The engine is closed.");
  }

  @Test
  void closingEndsTheThreadsEvenIfAListenerFails() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    PartitionedEngine engine =
        builder()
            .onDetection(
                (rule, detection) -> {
                  if (rule.ruleId().equals("sequence")) {
                    throw new IllegalStateException("disk full");
                  }
                })
            .partitionedBy("host")
            .threads(2)
            .build();
    engine.accept(TestRules.event(EngineRun.WALL, "h", "a", 1), "in", 1);
    engine.accept(TestRules.event(EngineRun.WALL + 1, "h", "b", 2), "in", 2);
    Set<Thread> lanes = new HashSet<>(Thread.getAllStackTraces().keySet());
    lanes.removeAll(before);
    assertThatThrownBy(engine::close).hasMessageContaining("disk full");
    for (Thread lane : lanes) {
      lane.join();
    }
    assertThat(engine.counters().events()).isEqualTo(2);
  }

  @Test
  void countersAreReadWhileEventsComeAndAfterTheEnd() {
    PartitionedEngine engine = builder().partitionedBy("host").threads(2).build();
    EngineMXBean monitor = engine.monitor();
    for (int i = 1; i <= Monitor.EVENTS; i++) {
      engine.accept(TestRules.event(EngineRun.WALL + i, "h" + i % 5, "a", i), "in", i);
    }
    engine.flush();
    assertThat(monitor.getCounters()).containsEntry("events", (long) Monitor.EVENTS);
    assertThat(monitor.getNow()).isEqualTo(EngineRun.WALL + Monitor.EVENTS);
    engine.accept("{".getBytes(UTF_8), "in", 0);
    engine.close();
    assertThat(monitor.getCounters()).containsEntry("malformed", 1L);
    assertThat(monitor.getRuleCounters()).isNotEmpty();
    assertThat(engine.counters().events()).isEqualTo(Monitor.EVENTS + 1);
    assertThat(engine.monitor()).isSameAs(monitor);
  }
}

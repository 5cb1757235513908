package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
  private static final long WALL = EngineRun.WALL;
  private static final long DAY = 86_400_000;

  /** A time in the far future, as from a machine with a broken clock. */
  private static final long YEAR_2100 = 4_102_444_800_000L;

  private static RuleSet pairs() {
    return new TestRules().event("kind-a", "a").pairs("pairs", 10_000).build();
  }

  @Test
  void eventRulesAnswerAtOnce() {
    EngineRun run = new EngineRun(pairs(), 60_000).accept(WALL, "h", "a", 1);
    assertThat(run.detected).containsExactly("kind-a 1");
    assertThat(run.engine.counters().matches()).isEqualTo(1);
    assertThat(run.engine.counters().of("kind-a").detections()).isEqualTo(1);
  }

  @Test
  void eventsWaitUntilLaterOnesPassTheAllowedLateness() {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 1_000);
    run.accept(WALL + 100, "h", "b", 2).accept(WALL, "h", "a", 1).accept(WALL + 1_100, "g", "x", 3);
    assertThat(run.detected).isEmpty();
    run.accept(WALL + 1_101, "g", "x", 4);
    assertThat(run.detected).containsExactly("pairs 1 2");
  }

  @Test
  void eventsOfEqualTimeAreOrderedByTiebreaker() {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    run.accept(WALL, "h", "b", 12).accept(WALL, "h", "a", 9);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 9 12");
  }

  @Test
  void lateEventsAreCountedAndOnlySeenByEventRules() {
    EngineRun run = new EngineRun(pairs(), 0);
    run.accept(WALL, "h", "b", 1).accept(WALL - 1, "h", "a", 2).accept(WALL, "h", "b", 3);
    run.engine.finish();
    assertThat(run.detected).containsExactly("kind-a 2");
    assertThat(run.engine.counters().late()).isEqualTo(1);
    assertThat(run.engine.counters().of("pairs").late()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"@timestamp\":null,", "\"@timestamp\":\"soon\","})
  void eventsWithoutTimeAreOnlySeenByEventRules(String timestamp) {
    EngineRun run = new EngineRun(pairs(), 0);
    run.accept(("{" + timestamp + "\"host\":\"h\",\"kind\":\"a\",\"id\":1}").getBytes(UTF_8));
    run.accept(WALL, "h", "b", 2);
    run.engine.finish();
    assertThat(run.detected).containsExactly("kind-a 1");
    assertThat(run.engine.counters().withoutTime()).isEqualTo(1);
  }

  /** Events of another kind have other times: they lack one only for a rule that wants them. */
  @ParameterizedTest
  @CsvSource({"c, created, 0", "a, created, 1", "c, other, 1", "a, other, 1"})
  void aTimeIsMissedByRulesThatWantTheEvent(String kind, String field, int missed) {
    TestRules rules = new TestRules().pairs("pairs", 10_000).detector("created", CreatedPairs::new);
    EngineRun run = new EngineRun(rules.build(), 0);
    run.accept(
        ("{\"%s\":%d,\"host\":\"h\",\"kind\":\"%s\",\"id\":1}")
            .formatted(field, WALL, kind)
            .getBytes(UTF_8));
    assertThat(run.engine.counters().withoutTime()).isEqualTo(missed);
  }

  private static final class CreatedPairs extends PairDetector {
    private final DateField created;

    CreatedPairs(Fields fields) {
      super("created", 10_000, "", fields);
      this.created = fields.date("created");
    }

    @Override
    public List<DateField> timestampFields() {
      return List.of(created);
    }
  }

  @Test
  void malformedEventsAreCounted() {
    EngineRun run = new EngineRun(pairs(), 0);
    assertThat(run.engine.accept("{".getBytes(UTF_8), "test", 1)).isFalse();
    assertThat(run.engine.counters().malformed()).isEqualTo(1);
    assertThat(run.engine.counters().events()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 400})
  void anEventOfTheFarFutureMakesNoOtherLate(int before) {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    for (int i = 0; i < before; i++) {
      run.accept(WALL + i, "other", "x", i);
    }
    run.accept(YEAR_2100, "h", "b", 1_000);
    run.accept(WALL + 500, "h", "a", 1_001).accept(WALL + 600, "h", "b", 1_002);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 1001 1002");
    assertThat(run.engine.counters().late()).isZero();
    assertThat(run.engine.counters().ahead()).isEqualTo(1);
    run.accept(WALL + 700, "h", "a", 1_003).accept(WALL + 800, "h", "b", 1_004);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 1001 1002", "pairs 1003 1004");
  }

  @Test
  void manyEventsOfTheFarFutureMakeNoOtherLate() {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    run.accept(WALL, "h", "a", 1);
    for (int i = 0; i < 50_000; i++) {
      run.accept(YEAR_2100 + i, "broken", "a", i + 100);
    }
    run.accept(WALL + 1, "h", "b", 2);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 1 2");
    assertThat(run.engine.counters().late()).isZero();
    assertThat(run.engine.counters().dropped()).isEqualTo(40_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, WALL / 1_000})
  void anOldFirstEventHoldsNothingUp(long old) {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    run.accept(old, "h", "x", 0);
    for (int i = 0; i < 1_000; i++) {
      run.accept(WALL + i, "h", i % 2 == 0 ? "a" : "b", i);
    }
    assertThat(run.detected).hasSizeGreaterThan(400);
    run.engine.flush();
    assertThat(run.detected).hasSize(500);
    assertThat(run.engine.counters().late()).isZero();
  }

  @Test
  void aStreamThatMovesOnAfterSilenceIsFollowed() {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    for (int i = 0; i < 300; i++) {
      run.accept(WALL - 10 * DAY + i, "h", "x", i);
    }
    for (int i = 0; i < 300; i++) {
      run.accept(WALL + i, "h", i % 2 == 0 ? "a" : "b", i);
    }
    assertThat(run.detected).hasSizeGreaterThan(40);
    run.engine.flush();
    assertThat(run.detected).hasSize(150);
    assertThat(run.engine.counters().late()).isZero();
  }

  @Test
  void fewEventsFarApartAreProcessedInTheEnd() {
    EngineRun run =
        new EngineRun(new TestRules().pairs("pairs", 100 * DAY).build(), 0)
            .accept(WALL - 90 * DAY, "h", "a", 1)
            .accept(WALL - 60 * DAY, "h", "b", 2)
            .accept(WALL - 30 * DAY, "h", "a", 3)
            .accept(WALL, "h", "b", 4);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 1 2", "pairs 3 4");
  }

  @Test
  void theEndOfABatchProcessesEvenTheFarFuture() {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    run.accept(YEAR_2100, "h", "a", 1).accept(YEAR_2100 + 1, "h", "b", 2);
    run.engine.flush();
    assertThat(run.detected).isEmpty();
    run.engine.finish();
    assertThat(run.detected).containsExactly("pairs 1 2");
  }

  @Test
  void absenceIsDecidedOnlyWhenTimeHasPassed() {
    EngineRun run = new EngineRun(new TestRules().absent("absent", 1_000).build(), 0);
    run.accept(WALL, "h", "a", 1).accept(WALL + 1_001, "g", "a", 2);
    run.engine.flush();
    assertThat(run.detected).containsExactly("absent 1 -");
    run.engine.advanceTo(WALL + 2_001);
    assertThat(run.detected).hasSize(1);
    run.engine.advanceBy(Duration.ofMillis(1));
    assertThat(run.detected).containsExactly("absent 1 -", "absent 2 -");
  }

  @Test
  void eventsOfTheNewestTimeMayComeAfterAFlush() {
    RuleSet rules = new TestRules().pairs("pairs", 1_000).absent("absent", 1_000).build();
    EngineRun run = new EngineRun(rules, 0);
    run.accept(WALL, "h", "a", 1).accept(WALL + 1_000, "g", "c", 2);
    run.engine.flush();
    run.accept(WALL + 1_000, "h", "b", 3);
    run.engine.flush();
    run.accept(WALL + 999, "h", "a", 4);
    run.engine.finish();
    assertThat(run.detected).containsExactly("pairs 1 3");
    assertThat(run.engine.counters().late()).isEqualTo(1);
  }

  @Test
  void aRuleThatFailsCostsOnlyItself() {
    TestRules rules = new TestRules().event("event", "a").failing("bad", "a");
    rules.detector("worse", fields -> new FailingDetector("worse", fields)).pairs("pairs", 10_000);
    EngineRun run = new EngineRun(rules.build(), 0);
    run.accept(WALL, "h", "a", 1).accept(WALL + 1, "h", "b", 2).accept(WALL + 2, "h", "b", 3);
    run.engine.finish();

    assertThat(run.detected).containsExactly("event 1", "pairs 1 2");
    assertThat(run.failed)
        .containsExactly("bad 1 bad", "worse 1 select", "worse 2 accept", "worse - wake");
    assertThat(run.engine.counters().of("bad").failures()).isEqualTo(1);
    assertThat(run.engine.counters().of("worse").failures()).isEqualTo(3);
    assertThat(run.engine.counters().failures()).isEqualTo(4);
  }

  @Test
  void takesTreesLikeTexts() {
    EngineRun run = new EngineRun(new TestRules().pairs("pairs", 10_000).build(), 0);
    Map<String, Object> cyclic = new HashMap<>();
    cyclic.put("self", cyclic);

    assertThat(run.engine.accept(Map.of("@timestamp", WALL, "host", "h", "kind", "a"), "s", 1))
        .isTrue();
    assertThat(
            run.engine.accept(
                Map.of("@timestamp", WALL + 1, "host", new String[] {"h"}, "kind", List.of("b")),
                "s",
                2))
        .isTrue();
    assertThat(run.engine.accept(cyclic, "s", 3)).isFalse();
    run.engine.finish();

    assertThat(run.detected).hasSize(1);
    assertThat(run.engine.counters().malformed()).isEqualTo(1);
  }

  @Test
  void absenceIsDecidedAtTheEndOfABatch() {
    EngineRun run = new EngineRun(new TestRules().absent("absent", 1_000).build(), 0);
    run.accept(WALL, "h", "a", 1)
        .accept(WALL + 1_000, "h", "b", 2)
        .accept(WALL + 2_000, "h", "a", 3);
    run.engine.finish();
    assertThat(run.detected).containsExactly("absent 3 -");
  }

  @Test
  void nowIsTheTimeOfTheNewestEvent() {
    EngineRun run = new EngineRun(pairs(), 1_000);
    assertThat(run.engine.now()).isEqualTo(WALL);
    run.accept(WALL - 500_000, "h", "x", 1).accept(WALL - 500_500, "h", "x", 2);
    assertThat(run.engine.now()).isEqualTo(WALL - 500_000);
    assertThat(run.engine.watermark()).hasValue(WALL - 501_001);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 500, 5_000})
  void anyArrivalWithinTheLatenessDetectsTheSame(long lateness) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<Arriving> sorted = randomEvents(random, 300);
      List<Arriving> shuffled = new ArrayList<>(sorted);
      Collections.shuffle(shuffled, random);
      shuffled.sort(Comparator.comparingLong(Arriving::delayed));
      assertThat(run(delayedBy(shuffled, lateness, random), lateness))
          .as("seed %d", seed)
          .isEqualTo(run(sorted, lateness));
    }
  }

  /** An event with the time by which arrivals are sorted. */
  private record Arriving(long time, String host, String kind, int id, long delayed) {}

  private static List<Arriving> randomEvents(Random random, int count) {
    List<Arriving> events = new ArrayList<>();
    long time = WALL - DAY;
    for (int id = 0; id < count; id++) {
      time += random.nextInt(3) == 0 ? random.nextInt(2_000) : 0;
      String kind = List.of("a", "b", "b", "x").get(random.nextInt(4));
      events.add(new Arriving(time, "h" + random.nextInt(3), kind, id, time));
    }
    return events;
  }

  /** Sorted by time plus a delay of at most the lateness, so none comes too late. */
  private static List<Arriving> delayedBy(List<Arriving> events, long lateness, Random random) {
    List<Arriving> delayed = new ArrayList<>();
    for (Arriving each : events) {
      long delay = (long) (random.nextDouble() * (lateness + 1));
      delayed.add(
          new Arriving(
              each.time, each.host, each.kind, each.id, each.time + Math.min(delay, lateness)));
    }
    delayed.sort(Comparator.comparingLong(Arriving::delayed));
    return delayed;
  }

  private static List<String> run(List<Arriving> events, long lateness) {
    RuleSet rules = new TestRules().pairs("pairs", 3_000).absent("absent", 2_500).build();
    EngineRun run = new EngineRun(rules, lateness);
    events.forEach(each -> run.accept(each.time, each.host, each.kind, each.id));
    run.engine.finish();
    assertThat(run.engine.counters().late()).isZero();
    assertThat(run.detected).isNotEmpty();
    return run.detected;
  }

  @Test
  void suppressedAlertsAreAbsorbedByTheFirstOfTheirGroup() {
    EngineRun run =
        new EngineRun(
            new TestRules()
                .event("event", "x")
                .pairs("pairs", 10_000)
                .suppressed("event", Duration.ofSeconds(1))
                .suppressed("pairs", Duration.ofSeconds(1))
                .build(),
            0);
    for (int i = 0; i < 4; i++) {
      run.accept(WALL + i * 10, "h", "x", i * 10);
      run.accept(WALL + i * 10 + 1, "h", "a", i * 10 + 1);
      run.accept(WALL + i * 10 + 2, "h", "b", i * 10 + 2);
    }
    run.accept(WALL + 35, "g", "x", 100);
    run.accept(WALL + 1_500, "h", "x", 101);
    run.engine.finish();
    assertThat(run.detected)
        .containsExactly(
            "event 0",
            "pairs 1 2",
            "event 100",
            "event +3",
            "event 101",
            "pairs +3",
            "event +0",
            "event +0");
    assertThat(run.engine.counters().of("event"))
        .isEqualTo(new RuleCounters(6, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(run.engine.counters().of("pairs").suppressed()).isEqualTo(3);
  }

  /** Each host has an alert of its own, which absorbs the events of that host alone. */
  @Test
  void aDetectionOfSeveralGroupsIsToldInEach() {
    EngineRun run =
        new EngineRun(
            new TestRules().event("event", "x").suppressed("event", Duration.ofSeconds(1)).build(),
            0);
    String several = "{\"@timestamp\":%d,\"host\":%s,\"kind\":\"x\",\"id\":%d}";
    run.accept(several.formatted(WALL, "[\"h\",\"g\",\"h\"]", 1).getBytes(UTF_8));
    run.accept(WALL + 1, "g", "x", 2).accept(WALL + 2, "g", "x", 3);
    run.accept(several.formatted(WALL + 3, "[\"f\",\"h\"]", 4).getBytes(UTF_8));
    run.engine.finish();
    assertThat(run.detected)
        .containsExactly("event 1", "event 1", "event 4", "event +2", "event +1", "event +0");
    assertThat(run.opened).hasSize(3).doesNotHaveDuplicates();
    assertThat(run.engine.counters().of("event").suppressed()).isEqualTo(3);
  }

  @Test
  void anAlertOfTheFarFutureSuppressesNoOtherForEver() {
    EngineRun run =
        new EngineRun(
            new TestRules().event("event", "x").suppressed("event", Duration.ofSeconds(1)).build(),
            0);
    run.accept(WALL, "g", "x", 1).accept(YEAR_2100, "h", "x", 2).accept(WALL + 5_000, "h", "x", 3);
    run.accept(WALL + 5_001, "h", "x", 4);
    assertThat(run.detected).contains("event 2", "event 3").doesNotContain("event 4");
  }

  @Test
  void manyKeysStayWithinBounds() {
    EngineRun run =
        new EngineRun(
            new TestRules().pairs("pairs", 10_000).pairs("more", 10_000).build(),
            0,
            options -> options.maxKeysPerRule(20_000).maxKeys(30_000));
    for (int i = 0; i < 300_000; i++) {
      run.accept(WALL + i, "host-" + i, "a", i);
    }
    run.engine.flush();
    Counters counters = run.engine.counters();
    assertThat(counters.of("pairs").keys() + counters.of("more").keys()).isEqualTo(30_000);
    assertThat(counters.evicted()).isEqualTo(600_000 - 30_000);
    run.accept(WALL + 300_000, "host-299999", "b", 300_000);
    run.accept(WALL + 300_000, "host-1", "b", 300_001);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 299999 300000", "more 299999 300000");
  }

  @Test
  void largeStatesAreBoundedByTheirBytes() {
    EngineRun run =
        new EngineRun(
            new TestRules().pairs("pairs", 10_000_000).build(),
            0,
            options -> options.maxStateBytes(1 << 20));
    String padding = "x".repeat(10_000);
    for (int i = 0; i < 1_000; i++) {
      run.accept(WALL + i, padding + i, "a", i);
    }
    run.engine.flush();
    assertThat(run.engine.counters().of("pairs").keys()).isBetween(40L, 105L);
    assertThat(run.engine.counters().evicted()).isGreaterThan(890);
  }

  @Test
  void theLeastRecentlyUsedKeyIsForgottenFirst() {
    EngineRun run =
        new EngineRun(
            new TestRules().pairs("pairs", 10_000).build(),
            0,
            options -> options.maxKeysPerRule(2));
    run.accept(WALL, "1", "a", 1).accept(WALL + 1, "2", "a", 2).accept(WALL + 2, "1", "a", 3);
    run.accept(WALL + 3, "3", "a", 4).accept(WALL + 4, "1", "b", 5).accept(WALL + 5, "2", "b", 6);
    run.engine.flush();
    assertThat(run.detected).containsExactly("pairs 3 5");
    assertThat(run.engine.counters().evicted()).isEqualTo(1);
  }

  @Test
  void aFullBufferLetsTheEarliestEventsGo() {
    EngineRun run =
        new EngineRun(
            new TestRules().pairs("pairs", 10_000).build(),
            DAY,
            options -> options.maxBufferedEvents(2));
    run.accept(WALL + 10, "h", "b", 2).accept(WALL, "h", "a", 1).accept(WALL + 20, "h", "a", 3);
    assertThat(run.engine.counters().forced()).isEqualTo(1);
    run.accept(WALL - 10, "h", "b", 4);
    assertThat(run.engine.counters().late()).isEqualTo(1);
    run.engine.finish();
    assertThat(run.detected).containsExactly("pairs 1 2");
  }

  @Test
  void aClosedEngineRefusesWork() {
    EngineRun run = new EngineRun(pairs(), 0);
    run.engine.close();
    assertThatThrownBy(() -> run.accept(WALL, "h", "a", 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void twoRulesOfOneIdAreRefusedAcrossSets() {
    assertThatThrownBy(
            () -> RuleSet.of(new TestRules().pairs("same", 1), new TestRules().event("same", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Two rules have the id same.");
  }
}

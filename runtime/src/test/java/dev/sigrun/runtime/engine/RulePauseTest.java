package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.engine.report.RuleCounters;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RulePauseTest {
  private static final long WALL = EngineRun.WALL;

  private static EngineRun run(TestRules rules) {
    PausePolicy policy = new PausePolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(5));
    return new EngineRun(rules.build(), 0, options -> options.pausing(policy));
  }

  @Test
  void aRuleThatFailsOftenIsPausedReportedAndTriedAgain() {
    EngineRun run = run(new TestRules().failing("bad", "a").event("good", "a"));
    for (int i = 0; i < 10; i++) {
      run.accept(WALL + 1_000 * i, "h", "a", i);
    }
    assertThat(run.failed)
        .containsExactly(
            "bad 0 bad",
            "bad 1 bad",
            "bad 2 bad",
            "PAUSE bad 2 bad",
            "bad 7 bad",
            "bad 8 bad",
            "bad 9 bad",
            "PAUSE bad 9 bad");
    RuleCounters bad = run.engine.counters().of("bad");
    assertThat(bad.failures()).isEqualTo(6);
    assertThat(bad.pauses()).isEqualTo(2);
    assertThat(bad.skipped()).isEqualTo(4);
    assertThat(run.engine.counters().of("good").detections()).isEqualTo(10);
  }

  @Test
  void failuresFarApartPauseNothing() {
    EngineRun run = run(new TestRules().failing("bad", "a"));
    for (int i = 0; i < 10; i++) {
      run.accept(WALL + 11_000 * i, "h", "a", i);
    }
    assertThat(run.engine.counters().of("bad").failures()).isEqualTo(10);
    assertThat(run.engine.counters().of("bad").pauses()).isZero();
  }

  @Test
  void aPauseThatBeganByTheWallClockEndsWhenOldEventsCome() {
    EngineRun run = run(new TestRules().failing("bad", "a"));
    for (int i = 0; i < 3; i++) {
      run.accept("{\"kind\":\"a\",\"id\":1}".getBytes(UTF_8));
    }
    run.accept(WALL - 1_000_000, "h", "b", 2).accept(WALL - 999_000, "h", "a", 3);
    assertThat(run.failed).hasSize(5).last().isEqualTo("bad 3 bad");
  }

  @Test
  void aRuleWithMemoryIsPausedToo() {
    TestRules rules = new TestRules();
    rules.detector("bad", fields -> new FailingDetector("bad", fields));
    EngineRun run = run(rules.pairs("pairs", 10_000));
    for (int i = 0; i < 6; i++) {
      run.accept(WALL + i, "h" + i, "a", 2 * i).accept(WALL + i, "h" + i, "b", 2 * i + 1);
    }
    run.engine.flush();
    RuleCounters bad = run.engine.counters().of("bad");
    assertThat(bad.failures()).isGreaterThanOrEqualTo(3);
    assertThat(bad.pauses()).isEqualTo(1);
    assertThat(bad.skipped()).isPositive();
    assertThat(run.detected).hasSize(6);
  }

  @Test
  void aPolicyNeedsSensibleNumbers() {
    assertThatThrownBy(() -> new PausePolicy(0, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PausePolicy(1, Duration.ofSeconds(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

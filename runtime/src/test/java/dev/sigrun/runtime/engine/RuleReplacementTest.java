package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.report.RuleReplacement;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReplacementTest {
  private static final long WALL = EngineRun.WALL;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void replacingRulesByEqualOnesChangesNothing(int seed) {
    Random random = new Random(seed);
    EngineRun whole = new EngineRun(RealRules.set(), 500);
    EngineRun replaced = new EngineRun(RealRules.set(), 500);
    for (byte[] event : RealRules.events(random, 600)) {
      whole.accept(event);
      replaced.accept(event);
      if (random.nextInt(15) == 0) {
        RuleReplacement replacement = replaced.engine.replaceRules(RealRules.set());
        assertThat(replacement.kept()).hasSize(RealRules.set().rules().size());
        assertThat(replacement.restarted()).isEmpty();
        assertThat(replacement.added()).isEmpty();
        assertThat(replacement.removed()).isEmpty();
      }
    }
    whole.engine.finish();
    replaced.engine.finish();
    assertThat(replaced.detected).as("seed %d", seed).isEqualTo(whole.detected).isNotEmpty();
    assertThat(replaced.engine.counters()).as("seed %d", seed).isEqualTo(whole.engine.counters());
  }

  @Test
  void changedRulesStartAnewAndTheOthersGoOn() {
    RuleSet before =
        new TestRules()
            .event("event", "x")
            .detector("same", fields -> new PairDetector("same", 1_000, "same", fields))
            .detector("changed", fields -> new PairDetector("changed", 1_000, "old", fields))
            .detector("gone", fields -> new PairDetector("gone", 1_000, "gone", fields))
            .build();
    RuleSet after =
        new TestRules()
            .detector("changed", fields -> new PairDetector("changed", 1_000, "new", fields))
            .detector("new", fields -> new PairDetector("new", 1_000, "new", fields))
            .detector("same", fields -> new PairDetector("same", 1_000, "same", fields))
            .event("event", "x")
            .build();
    EngineRun run = new EngineRun(before, 100);
    run.accept(WALL, "h", "a", 1).accept(WALL + 500, "h", "x", 2).accept(WALL + 510, "g", "a", 3);
    RuleReplacement replacement = run.engine.replaceRules(after);
    assertThat(replacement.kept()).containsExactlyInAnyOrder("event", "same");
    assertThat(replacement.restarted()).containsExactly("changed");
    assertThat(replacement.added()).containsExactly("new");
    assertThat(replacement.removed()).containsExactly("gone");
    assertThat(run.engine.rules()).isSameAs(after);
    assertThat(run.engine.counters().of("event").detections()).isEqualTo(1);
    run.accept(WALL + 520, "h", "b", 4).accept(WALL + 520, "g", "b", 5);
    run.accept(WALL + 530, "h", "a", 6).accept(WALL + 540, "h", "b", 7);
    run.engine.finish();
    assertThat(run.detected)
        .containsExactlyInAnyOrder(
            "event 2", "same 1 4", "same 3 5", "same 6 7", "changed 6 7", "new 6 7");
  }

  @Test
  void aRuleWhoseSuppressionChangedOpensItsGroupsAnew() {
    EngineRun run =
        new EngineRun(
            new TestRules().event("x", "x").suppressed("x", Duration.ofSeconds(60)).build(), 0);
    run.accept(WALL, "h", "x", 1).accept(WALL + 1, "h", "x", 2);
    RuleSet same = new TestRules().event("x", "x").suppressed("x", Duration.ofSeconds(60)).build();
    assertThat(run.engine.replaceRules(same).kept()).containsExactly("x");
    run.accept(WALL + 2, "h", "x", 3);
    RuleSet plain = new TestRules().event("x", "x").build();
    assertThat(run.engine.replaceRules(plain).restarted()).containsExactly("x");
    run.accept(WALL + 3, "h", "x", 4);
    assertThat(run.detected).containsExactly("x 1", "x 4");
  }

  @Test
  void groupsBelongToTheFingerprintOfTheirSuppressor() {
    EngineRun run =
        new EngineRun(
            new TestRules().event("x", "x").suppressed("x", Duration.ofSeconds(60)).build(), 0);
    run.accept(WALL, "h", "x", 1);
    // Groups of a jar whose suppressors had no fingerprint go on.
    run.engine.replaceRules(suppressedAs("first"));
    run.accept(WALL + 1, "h", "x", 2);
    assertThat(run.engine.replaceRules(suppressedAs("first")).kept()).containsExactly("x");
    run.accept(WALL + 2, "h", "x", 3);
    assertThat(run.engine.replaceRules(suppressedAs("second")).restarted()).containsExactly("x");
    run.accept(WALL + 3, "h", "x", 4);
    assertThat(run.detected).containsExactly("x 1", "x 4");
  }

  private static RuleSet suppressedAs(String fingerprint) {
    return new TestRules()
        .event("x", "x")
        .suppressed("x", Duration.ofSeconds(60), fingerprint)
        .build();
  }

  @Test
  void aPausedRuleStaysPaused() {
    PausePolicy policy = new PausePolicy(1, Duration.ofSeconds(1), Duration.ofHours(1));
    EngineRun run =
        new EngineRun(
            new TestRules().failing("bad", "a").build(), 0, options -> options.pausing(policy));
    run.accept(WALL, "h", "a", 1);
    run.engine.replaceRules(new TestRules().failing("bad", "a").build());
    run.accept(WALL + 1, "h", "a", 2);
    assertThat(run.engine.counters().of("bad").failures()).isEqualTo(1);
    assertThat(run.engine.counters().of("bad").skipped()).isEqualTo(1);
  }
}

package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealDetectorsTest {
  private record KindMatcher(String ruleId, KeywordField kind, String wanted)
      implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return kind.values(event).contains(wanted);
    }
  }

  private static RuleSet rules() {
    return new TestRules()
        .detector("sequence", RealDetectorsTest::sequence)
        .detector(
            "threshold",
            fields ->
                new ThresholdDetector(
                    new KindMatcher("threshold", fields.keyword("kind"), "x"),
                    ThresholdPlan.atLeast(3, Duration.ofSeconds(5))
                        .groupedBy(fields.keyword("host"))))
        .detector(
            "terms",
            fields ->
                new NewTermsDetector(
                    new KindMatcher("terms", fields.keyword("kind"), "b"),
                    NewTermsPlan.unseenFor(Duration.ofSeconds(8), fields.keyword("host"))))
        .build();
  }

  /** Kind a, then b, and no x after it. */
  private static Detector<?> sequence(Fields fields) {
    KeywordField kind = fields.keyword("kind");
    KeyReader host = KeyReader.by(fields.keyword("host"));
    Condition isA = event -> kind.values(event).contains("a");
    Condition isB = event -> kind.values(event).contains("b");
    Condition isX = event -> kind.values(event).contains("x");
    return SequenceDetector.of("sequence")
        .within(Duration.ofSeconds(4))
        .stage(isA, host)
        .stage(isB, host)
        .missing(isX, host)
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void restoringAtRandomPointsChangesNothing(int seed) throws IOException {
    Random random = new Random(seed);
    EngineRun whole = new EngineRun(rules(), 500);
    EngineRun part = new EngineRun(rules(), 500);
    long time = EngineRun.WALL - 1_000_000;
    for (int id = 0; id < 600; id++) {
      time += random.nextInt(1_500);
      String kind = random.nextInt(3) == 0 ? "a" : random.nextBoolean() ? "b" : "x";
      byte[] event = TestRules.event(time - random.nextInt(450), "h" + random.nextInt(4), kind, id);
      whole.accept(event);
      part.accept(event);
      if (random.nextInt(15) == 0) {
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        part.engine.snapshot(snapshot);
        EngineRun next = new EngineRun(rules(), 500);
        next.engine.restore(new ByteArrayInputStream(snapshot.toByteArray()));
        next.detected.addAll(part.detected);
        part = next;
      }
    }
    whole.engine.finish();
    part.engine.finish();
    assertThat(part.detected).as("seed %d", seed).isEqualTo(whole.detected);
    assertThat(part.engine.counters()).as("seed %d", seed).isEqualTo(whole.engine.counters());
    for (String rule : new String[] {"sequence", "threshold", "terms"}) {
      assertThat(whole.engine.counters().of(rule).detections()).as(rule).isPositive();
    }
  }
}

package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.compiled.LazyDetector;
import dev.sigrun.runtime.compiled.RuleSource;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Rule RULE = Rule.of(Map.of("rule_id", "rule", "query", "text"));

  /** A detector whose states are no longer written as in {@link OldForm}. */
  @StateForm(2)
  static final class NewForm extends OldForm {}

  static class OldForm implements Detector<Integer> {
    @Override
    public String ruleId() {
      return "rule";
    }

    @Override
    public List<Selection> select(Event event) {
      return List.of();
    }

    @Override
    public void accept(
        Cell<Integer> cell, Selection selection, EventRecord event, DetectorListener listener) {}

    @Override
    public void wake(Cell<Integer> cell, long time, DetectorListener listener) {}

    @Override
    public Codec<Integer> codec() {
      return new Codec<>() {
        @Override
        public void write(Integer value, DataOutput out) throws IOException {
          out.writeInt(value);
        }

        @Override
        public Integer read(DataInput in) throws IOException {
          return in.readInt();
        }
      };
    }
  }

  private static final class NoSource implements RuleSource {
    @Override
    public EventMatcher matcher(int number, Fields fields) {
      throw new AssertionError("No class is loaded for a fingerprint.");
    }

    @Override
    public Detector<?> detector(int number, Fields fields) {
      throw new AssertionError("No class is loaded for a fingerprint.");
    }

    @Override
    public InputStream open(String file) {
      throw new AssertionError("No file is read for a fingerprint.");
    }
  }

  @Test
  void coversTheFormOfStates() {
    assertThat(Fingerprint.of(RULE, new NewForm()))
        .isNotEqualTo(Fingerprint.of(RULE, new OldForm()));
  }

  @Test
  void ofSuppressionCoversTheFormOfGroups() {
    for (String fingerprint : List.of("", "f")) {
      Fingerprint now = Fingerprint.ofSuppression(RULE, fingerprint);
      assertThat(Fingerprint.ofSuppression(RULE, fingerprint, 1)).isEqualTo(now);
      assertThat(Fingerprint.ofSuppression(RULE, fingerprint, 2)).isNotEqualTo(now);
    }
  }

  @Test
  void ofSuppressionIsThatOfTheSuppressorIfItHasOne() {
    assertThat(Fingerprint.ofSuppression(RULE, "f"))
        .isNotEqualTo(Fingerprint.ofSuppression(RULE, "g"))
        .isNotEqualTo(Fingerprint.ofSuppression(RULE, ""));
  }

  @Test
  void isTheSameForADetectorThatIsNotLoadedYet() {
    Fields fields = new Fields();
    LazyDetector<Integer> lazy = LazyDetector.of("rule", NewForm.class, new NoSource(), 0, fields);
    assertThat(Fingerprint.of(RULE, lazy)).isEqualTo(Fingerprint.of(RULE, new NewForm()));
  }

  /** Snapshots of all releases so far hold states by this text. */
  @Test
  void staysTheSameAcrossReleases() {
    EventMatcher matcher =
        new EventMatcher() {
          @Override
          public String ruleId() {
            return "rule";
          }

          @Override
          public boolean matches(Event event) {
            return true;
          }
        };
    ThresholdDetector detector =
        new ThresholdDetector(matcher, ThresholdPlan.atLeast(2, Duration.ofMinutes(1)));
    assertThat(Fingerprint.of(RULE, detector))
        .isEqualTo(Fingerprint.of(RULE, new OldForm()))
        .hasToString("a5870a9a411670f22e389e901c62bdb47e61a1172ac12bea3352da6c8b2226b0");
  }
}

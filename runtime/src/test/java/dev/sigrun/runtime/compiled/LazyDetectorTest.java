package dev.sigrun.runtime.compiled;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.engine.report.FailureListener;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LazyDetectorTest {
  private record Matcher(String ruleId, KeywordField name) implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return name.is(event, "cmd");
    }
  }

  /** Rules whose second detector, of three, cannot be created. */
  private static final class Rules implements CompiledRules, RuleSource {
    private final List<Integer> made = new ArrayList<>();
    private final Throwable failure;

    Rules(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public List<EventMatcher> matchers(Fields fields) {
      return List.of();
    }

    @Override
    public List<Detector<?>> detectors(Fields fields) {
      fields.keyword("process.name");
      return IntStream.range(0, 3)
          .<Detector<?>>mapToObj(
              i ->
                  LazyDetector.of("rule " + i, ThresholdDetector.class, this, i, fields)
                      .withTimestamp(fields.date("event.ingested"))
                      .withTiebreaker(fields.keyword("event.id"))
                      .withFingerprint("fingerprint " + i))
          .toList();
    }

    @Override
    public Detector<?> detector(int number, Fields fields) {
      made.add(number);
      if (number == 1) {
        throw LazyDetectorTest.<RuntimeException>unchecked(failure);
      }
      return new ThresholdDetector(
          new Matcher("rule " + number, fields.keyword("process.name")),
          ThresholdPlan.atLeast(2, Duration.ofHours(1)));
    }

    @Override
    public @Nullable InputStream open(String file) {
      return null;
    }

    @Override
    public List<Rule> rules() {
      return IntStream.range(0, 3).mapToObj(i -> Rule.of(Map.of("rule_id", "rule " + i))).toList();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  /** The reports of an engine about these rules. */
  private static final class Run implements DetectionListener, FailureListener {
    private final Rules rules;
    private final Engine engine;
    private final List<String> lines = new ArrayList<>();

    Run(Throwable failure) {
      this.rules = new Rules(failure);
      this.engine =
          Engine.builder(RuleSet.of(rules))
              .allowedLateness(Duration.ZERO)
              .onDetection(this)
              .onFailure(this)
              .build();
    }

    Run accept(int second, String name) {
      String json =
          "{\"event\":{\"ingested\":\"2026-01-01T00:00:%02dZ\"},\"process\":{\"name\":\"%s\"}}"
              .formatted(second, name);
      assertThat(engine.accept(json.getBytes(UTF_8), "test", 1)).isTrue();
      engine.flush();
      return this;
    }

    @Override
    public void detected(Rule rule, Detection detection) {
      lines.add(rule + " detects");
    }

    @Override
    public void failed(Failure failure) {
      lines.add(failure.rule() + ": " + failure.problem().getMessage());
    }
  }

  @Test
  void saysWhatEnginesAskWithoutBeingMade() {
    Rules rules = new Rules(new NoClassDefFoundError("a/B"));
    Detector<?> detector = RuleSet.of(rules).detectors().get(2);
    assertThat(detector.ruleId()).isEqualTo("rule 2");
    assertThat(detector.timestampFields()).hasSize(1);
    assertThat(detector.tiebreakerField()).isPresent();
    assertThat(detector.fingerprint()).isEqualTo("fingerprint 2");
    assertThat(detector.unwrap(NewTermsDetector.class)).isEmpty();
    Optional<Supplier<ThresholdDetector>> threshold = detector.unwrap(ThresholdDetector.class);
    assertThat(rules.made).isEmpty();
    assertThat(threshold.orElseThrow().get()).isSameAs(threshold.orElseThrow().get());
    assertThat(rules.made).containsExactly(2);
  }

  @Test
  void isMadeOnce() {
    Run run = new Run(new NoClassDefFoundError("a/B"));
    assertThat(run.rules.made).isEmpty();
    run.accept(1, "cmd").accept(2, "other").accept(3, "cmd");
    assertThat(run.rules.made.stream().filter(number -> number != 1)).containsExactly(0, 2);
    assertThat(run.lines).contains("rule 0 detects", "rule 2 detects");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        NoClassDefFoundError.class,
        VerifyError.class,
        ExceptionInInitializerError.class,
        IllegalStateException.class
      })
  void whatCannotBeMadeFailsForEachEventAndCostsNoOtherRule(Class<? extends Throwable> type)
      throws ReflectiveOperationException {
    Run run = new Run(type.getConstructor().newInstance()).accept(1, "cmd").accept(2, "cmd");
    String failure = "rule 1: The detector of the rule rule 1 cannot be loaded: " + type.getName();
    assertThat(run.lines).containsExactly(failure, failure, "rule 0 detects", "rule 2 detects");
  }

  @Test
  void snapshotsMakeOnlyWhatHasAState() throws IOException {
    Run run = new Run(new NoClassDefFoundError("a/B")).accept(1, "cmd");
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    run.engine.snapshot(snapshot);

    Run restored = new Run(new NoClassDefFoundError("a/B"));
    restored.engine.restore(new ByteArrayInputStream(snapshot.toByteArray()));
    assertThat(restored.rules.made).containsExactly(0, 2);
    restored.accept(2, "cmd");
    assertThat(restored.lines).contains("rule 0 detects", "rule 2 detects");
  }
}

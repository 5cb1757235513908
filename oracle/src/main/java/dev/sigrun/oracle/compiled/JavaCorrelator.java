package dev.sigrun.oracle.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.oracle.correlation.Correlator;
import dev.sigrun.oracle.correlation.Found;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds by generated detectors in an engine that waits for the last event. */
public final class JavaCorrelator implements Correlator {
  private static final Duration EVER = Duration.ofDays(100_000);

  @Override
  public List<Search> prepare(List<AnalyzedRule> rules) {
    List<AnalyzedRule> unpiped = rules.stream().map(JavaCorrelator::withoutPipes).toList();
    CompiledRules compiled = DetectorRules.compile(unpiped);
    return rules.stream()
        .<Search>map(rule -> (events, samples) -> search(rule, compiled, events, samples))
        .toList();
  }

  /** Pipes cut the results, which a stream cannot. */
  private static AnalyzedRule withoutPipes(AnalyzedRule rule) {
    return rule.withQuery(rule.query().withoutPipes());
  }

  private static List<Found> search(
      AnalyzedRule rule,
      CompiledRules compiled,
      List<Map<String, @Nullable Object>> events,
      int maxSamplesPerKey) {
    String ruleId = rule.rule().ruleId();
    RuleSet set =
        RuleSet.of(DetectorRules.only(ruleId, compiled, d -> inBatch(d, maxSamplesPerKey)));
    List<Detection> detections = new ArrayList<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(EVER)
            .maxJump(EVER)
            .onDetection((detected, detection) -> detections.add(detection))
            .build()) {
      for (int i = 0; i < events.size(); i++) {
        byte[] json = JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8);
        assertThat(engine.accept(json, "events", i + 1)).isTrue();
      }
      engine.finish();
      assertThat(engine.counters().withoutTime()).isZero();
    }
    KeyOrder keys = set.detectors().get(0).keyOrder();
    return listed(rule.query(), keys, detections).stream().map(JavaCorrelator::found).toList();
  }

  private static Detector<?> inBatch(Detector<?> detector, int maxSamplesPerKey) {
    return detector
        .unwrap(SequenceDetector.class)
        .<Detector<?>>map(sequence -> sequence.get().inBatch())
        .orElseGet(
            () ->
                detector
                    .unwrap(SampleDetector.class)
                    .orElseThrow()
                    .get()
                    .inBatch(maxSamplesPerKey));
  }

  /** Sorts as the search engine does: sequences by their last events, then by keys. */
  private static List<Detection> listed(Query query, KeyOrder keys, List<Detection> detections) {
    Comparator<Detection> byKey = Comparator.comparing(Detection::key, keys);
    return detections.stream()
        .sorted(
            query instanceof Query.Sample
                ? byKey
                : Comparator.comparing(JavaCorrelator::end).thenComparing(byKey))
        .toList();
  }

  /** The place of the last event in the order of events. */
  public static EventOrder end(Detection detection) {
    return detection.events().stream()
        .filter(Objects::nonNull)
        .map(EventRecord::order)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The results, by the lines of the events. */
  public static Found found(Detection detection) {
    return new Found(
        Found.texts(detection.key().values()),
        detection.events().stream()
            .map(event -> event == null ? Found.MISSING : (int) event.line() - 1)
            .toList());
  }
}

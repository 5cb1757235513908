package dev.sigrun.testing.run;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.testing.file.TestCase;
import dev.sigrun.testing.file.TestEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Leads the events of one case through an engine of its own, and keeps what it detects. */
final class CaseRun implements DetectionListener {
  private static final String CASE = "case";
  private static final String WARM_UP = "warm-up";

  /** The maximum that an engine allows: a case is a batch, regardless of the range of its times. */
  private static final Duration ENDLESS = Duration.ofDays(100_000);

  private static final int MOST_WAITING = 10_000_000;

  private final TestCase test;
  private final String ruleId;
  private final List<Found> own = new ArrayList<>();
  private final Map<String, Integer> ownByAlert = new HashMap<>();
  private final Set<String> others = new TreeSet<>();
  private final List<Long> malformed = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final IndicatorLists indicators = new IndicatorLists();
  private boolean warmingUp = true;

  private CaseRun(TestCase test, String ruleId) {
    this.test = test;
    this.ruleId = ruleId;
  }

  /**
   * Runs {@code test}.
   *
   * @param ruleId the rule under test
   */
  static CaseRun of(TestCase test, String ruleId, RuleSet rules) {
    CaseRun run = new CaseRun(test, ruleId);
    run.giveIndicators(rules);
    try (Engine engine = engine(rules, test, run)) {
      run.run(engine);
    }
    return run;
  }

  private static Engine engine(RuleSet rules, TestCase test, CaseRun run) {
    return Engine.builder(rules)
        .allowedLateness(ENDLESS)
        .maxJump(ENDLESS)
        .maxBufferedEvents(MOST_WAITING)
        .maxBufferedBytes(Long.MAX_VALUE / 4)
        .wallClock(test::clock)
        .referenceData(run.indicators)
        .onDetection(run)
        .onFailure(run.failures::add)
        .build();
  }

  private void giveIndicators(RuleSet rules) {
    byte[] lines = String.join("\n", test.indicators()).getBytes(StandardCharsets.UTF_8);
    rules.detectors().stream()
        .flatMap(detector -> detector.unwrap(IndicatorMatchDetector.class).stream())
        .forEach(detector -> give(lines, detector.get()));
  }

  private void give(byte[] lines, IndicatorMatchDetector detector) {
    try {
      indicators.replace(
          detector,
          IndicatorFile.read(
                  new ByteArrayInputStream(lines),
                  "indicators",
                  detector.indicatorReader(test::clock))
              .documents());
    } catch (IOException e) {
      // No document is one: nothing will match, which is what the case then says.
      indicators.replace(detector, List.of());
    }
  }

  private void run(Engine engine) {
    if (!test.warmUp().isEmpty()) {
      test.warmUp().forEach(event -> accept(engine, event, WARM_UP));
      engine.flush();
    }
    warmingUp = false;
    test.events().forEach(event -> accept(engine, event, CASE));
    if (test.ends().isPresent()) {
      engine.advanceTo(test.ends().getAsLong());
      engine.flush();
      // The clock of the case stops here: anything that waits for later remains undecided.
      engine.abandon();
    }
  }

  private void accept(Engine engine, TestEvent event, String source) {
    byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
    if (!engine.accept(json, source, event.number())) {
      malformed.add(event.number());
    }
  }

  @Override
  public void detected(Rule rule, Detection detection) {
    if (warmingUp) {
      return;
    }
    if (!rule.ruleId().equals(ruleId)) {
      others.add(rule.ruleId());
      return;
    }
    List<Long> numbers =
        detection.events().stream()
            .filter(Objects::nonNull)
            .filter(event -> event.source().equals(CASE))
            .map(EventRecord::line)
            .toList();
    own.add(Found.of(detection, numbers));
  }

  @Override
  public void opened(Rule rule, Detection detection, Key group) {
    detected(rule, detection);
    if (!warmingUp && rule.ruleId().equals(ruleId)) {
      ownByAlert.put(Alert.idOf(rule, detection, group), own.size() - 1);
    }
  }

  @Override
  public void closed(Rule rule, Key key, SuppressedGroup group) {
    Integer index = rule.ruleId().equals(ruleId) ? ownByAlert.get(group.alertId()) : null;
    if (index != null) {
      own.set(index, own.get(index).absorbing(group.absorbed()));
    }
  }

  /** The detections of the rule under test. */
  List<Found> own() {
    return List.copyOf(own);
  }

  /** The ids of the other rules that detected something. */
  Set<String> others() {
    return others;
  }

  /** The failure, so that nothing it might have found is known. */
  List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** The line numbers of inputs that are not valid events. */
  List<Long> malformed() {
    return List.copyOf(malformed);
  }
}

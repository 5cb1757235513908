package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An engine whose detections are written down as text. */
final class EngineRun {
  /** The wall clock of all tests. */
  static final long WALL = 1_700_000_000_000L;

  final List<String> detected = new ArrayList<>();
  final List<String> failed = new ArrayList<>();

  /** The ids of alerts that opened groups. */
  final List<String> opened = new ArrayList<>();

  final Engine engine;
  private long line;

  EngineRun(RuleSet rules, long lateness, UnaryOperator<EngineBuilder> options) {
    EngineBuilder builder =
        Engine.builder(rules).allowedLateness(Duration.ofMillis(lateness)).wallClock(() -> WALL);
    this.engine = options.apply(builder).onDetection(new Notes()).onFailure(this::note).build();
  }

  private final class Notes implements DetectionListener {
    @Override
    public void detected(Rule rule, Detection detection) {
      detected.add(text(detection));
    }

    @Override
    public void opened(Rule rule, Detection detection, Key group) {
      opened.add(Alert.idOf(rule, detection, group));
      detected(rule, detection);
    }

    @Override
    public void closed(Rule rule, Key key, SuppressedGroup group) {
      detected.add(rule + " +" + group.absorbed());
    }
  }

  private void note(Failure failure) {
    String id = failure.event().map(each -> id(each.json())).orElse("-");
    String kind = failure.kind() == Failure.Kind.RULE ? "" : failure.kind() + " ";
    failed.add(kind + failure.rule().ruleId() + " " + id + " " + failure.problem().getMessage());
  }

  EngineRun(RuleSet rules, long lateness) {
    this(rules, lateness, UnaryOperator.identity());
  }

  /** Has also detected what another run did before. */
  void goOnFrom(EngineRun before) {
    detected.addAll(0, before.detected);
    line = before.line;
  }

  EngineRun accept(byte[] event) {
    engine.accept(event, "test", ++line);
    return this;
  }

  EngineRun accept(long time, String host, String kind, int id) {
    return accept(TestRules.event(time, host, kind, id));
  }

  /** Rule and ids of the events, such as {@code pairs 1 2}. */
  static String text(Detection detection) {
    StringBuilder text = new StringBuilder(detection.ruleId());
    detection
        .events()
        .forEach(event -> text.append(' ').append(event == null ? "-" : id(event.json())));
    return text.toString();
  }

  private static String id(byte[] json) {
    return new String(json, UTF_8).replaceAll(".*\"id\":([0-9]+).*", "$1");
  }
}

package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertEvent;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.report.AlertListener;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertListenerTest {
  private static final long WALL = EngineRun.WALL;

  private static EngineBuilder builder(TestRules rules) {
    return Engine.builder(rules.build()).allowedLateness(Duration.ZERO).wallClock(() -> WALL);
  }

  private static void accept(Engine engine, long time, String host, String kind, int id) {
    engine.accept(TestRules.event(time, host, kind, id), "in", id);
  }

  @Test
  void anAlertSaysWhatWasDetected() {
    List<Alert> alerts = new ArrayList<>();
    try (Engine engine =
        builder(new TestRules().pairs("pairs", 100)).onAlert(alerts::add).build()) {
      accept(engine, WALL, "h", "a", 1);
      accept(engine, WALL + 5, "h", "b", 2);
    }
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.id()).hasSize(64).isEqualTo(alert.document().get("kibana.alert.uuid"));
    assertThat(alert.rule().ruleId()).isEqualTo("pairs");
    assertThat(alert.name()).isEqualTo("pairs");
    assertThat(alert.severity()).isEqualTo("low");
    assertThat(alert.riskScore()).isZero();
    assertThat(alert.reason()).isEqualTo("event created low alert pairs.");
    assertThat(alert.key()).isEqualTo(Key.of("h"));
    assertThat(alert.time()).isEqualTo(Instant.ofEpochMilli(WALL));
    assertThat(alert.startTime()).contains(Instant.ofEpochMilli(WALL));
    assertThat(alert.endTime()).contains(Instant.ofEpochMilli(WALL + 5));
    assertThat(alert.threats()).isEmpty();
    assertThat(alert.events())
        .containsExactly(
            new AlertEvent(
                "in",
                1,
                Optional.of(Instant.ofEpochMilli(WALL)),
                new String(TestRules.event(WALL, "h", "a", 1), UTF_8)),
            new AlertEvent(
                "in",
                2,
                Optional.of(Instant.ofEpochMilli(WALL + 5)),
                new String(TestRules.event(WALL + 5, "h", "b", 2), UTF_8)));
  }

  @Test
  void aListenerThatFailsCostsNoOtherAlertAndNoOtherListener() {
    List<String> first = new ArrayList<>();
    List<String> last = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    Engine engine =
        builder(new TestRules().event("x", "x"))
            .onAlert(alert -> first.add(alert.name()))
            .onAlert(
                alert -> {
                  throw new IllegalStateException("no network");
                })
            .onAlert(alert -> last.add(alert.name()))
            .onFailure(failures::add)
            .build();
    accept(engine, WALL, "h", "x", 1);
    accept(engine, WALL, "h", "x", 2);
    assertThat(first).containsExactly("x", "x");
    assertThat(last).containsExactly("x", "x");
    assertThat(failures)
        .extracting(Failure::message)
        .containsExactly(
            "in:1: a listener failed to handle an alert of the rule 'x': no network",
            "in:2: a listener failed to handle an alert of the rule 'x': no network");
    assertThat(engine.counters().listenerFailures()).isEqualTo(2);
    assertThat(engine.counters().failures()).isZero();
  }

  @Test
  void whatADetectionListenerThrowsIsPassedOnAndNothingIsDecidedAfterwards() {
    List<Alert> alerts = new ArrayList<>();
    Engine engine =
        builder(new TestRules().event("x", "x").absent("absent", 10))
            .onDetection(
                (rule, detection) -> {
                  throw new IllegalStateException("disk full");
                })
            .onAlert(alerts::add)
            .build();
    accept(engine, WALL, "h", "a", 1);
    assertThatThrownBy(() -> accept(engine, WALL, "h", "x", 2)).hasMessage("disk full");
    engine.close();
    assertThat(alerts).isEmpty();
  }

  @Test
  void suppressedAlertsSayByWhatAndAreCountedAtTheEnd() {
    List<String> lines = new ArrayList<>();
    AlertListener listener =
        new AlertListener() {
          @Override
          public void alert(Alert alert) {
            lines.add("alert " + alert.document().get("kibana.alert.suppression.docs_count"));
          }

          @Override
          public void groupClosed(Rule rule, Key group, SuppressedGroup counts) {
            lines.add(rule + " " + group.values() + " +" + counts.absorbed());
          }
        };
    TestRules rules = new TestRules().event("x", "x").suppressed("x", Duration.ofSeconds(1));
    try (Engine engine = builder(rules).onAlert(listener).build()) {
      accept(engine, WALL, "h", "x", 1);
      accept(engine, WALL + 1, "h", "x", 2);
      accept(engine, WALL + 2, "h", "x", 3);
    }
    assertThat(lines).containsExactly("alert 0", "x [h] +2");
  }

  @Test
  void closingDecidesWhatWaits() {
    List<Alert> alerts = new ArrayList<>();
    Engine engine =
        builder(new TestRules().pairs("pairs", 100).absent("absent", 100))
            .allowedLateness(Duration.ofHours(1))
            .onAlert(alerts::add)
            .build();
    accept(engine, WALL, "h", "a", 1);
    accept(engine, WALL + 5, "h", "b", 2);
    accept(engine, WALL + 5, "g", "a", 3);
    assertThat(alerts).isEmpty();
    engine.close();
    engine.close();
    assertThat(alerts).extracting(Alert::name).containsExactlyInAnyOrder("pairs", "absent");
  }

  @Test
  void abandoningDecidesNothing() {
    List<Alert> alerts = new ArrayList<>();
    try (Engine engine = builder(new TestRules().absent("a", 1)).onAlert(alerts::add).build()) {
      accept(engine, WALL, "h", "a", 1);
      engine.abandon();
    }
    assertThat(alerts).isEmpty();
  }

  @Test
  void closingAfterFinishingDecidesNothingTwice() {
    List<Alert> alerts = new ArrayList<>();
    try (Engine engine = builder(new TestRules().absent("a", 1)).onAlert(alerts::add).build()) {
      accept(engine, WALL, "h", "a", 1);
      engine.finish();
    }
    assertThat(alerts).hasSize(1);
  }
}

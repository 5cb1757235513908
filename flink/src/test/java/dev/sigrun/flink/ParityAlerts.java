package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alerts by rule and id, without when they were made. */
final class ParityAlerts {
  private ParityAlerts() {}

  /** The alerts of an engine. */
  static Map<String, String> expected(RuleSet set, Duration lateness, List<PlacedEvent> events) {
    return expected(set, lateness, events, ReferenceData.NONE);
  }

  /** The alerts of an engine that compares events with these data. */
  static Map<String, String> expected(
      RuleSet set, Duration lateness, List<PlacedEvent> events, ReferenceData data) {
    Map<String, String> alerts = new TreeMap<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(lateness)
            .maxKeysPerRule(1_000_000)
            .referenceData(data)
            .onAlert(alert -> put(alerts, alert.rule().ruleId(), alert.id(), alert.toJson()))
            .build()) {
      for (PlacedEvent each : events) {
        engine.accept(each.json(), each.source(), each.line());
      }
      engine.finish();
      assertThat(engine.counters().late()).isZero();
    }
    return alerts;
  }

  /** The alerts that an engine has raised when no time before {@code end} can come any more. */
  static Map<String, String> until(
      RuleSet set, Duration lateness, List<PlacedEvent> events, long end) {
    Map<String, String> alerts = new TreeMap<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(lateness)
            .onAlert(alert -> put(alerts, alert.rule().ruleId(), alert.id(), alert.toJson()))
            .build()) {
      for (PlacedEvent each : events) {
        engine.accept(each.json(), each.source(), each.line());
      }
      engine.advanceTo(end + lateness.toMillis());
      engine.abandon();
    }
    return alerts;
  }

  /** The alerts of a job. */
  static Map<String, String> actual(List<StreamAlert> all) {
    Map<String, String> alerts = new TreeMap<>();
    all.forEach(alert -> put(alerts, alert.ruleId(), alert.id(), alert.json()));
    assertThat(all.stream().map(alert -> alert.ruleId() + " " + alert.id()))
        .as("no alert twice")
        .doesNotHaveDuplicates();
    return alerts;
  }

  private static void put(Map<String, String> alerts, String rule, String id, String json) {
    try {
      document(alerts, rule, id, json);
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }

  private static void document(Map<String, String> alerts, String rule, String id, String json)
      throws JsonFormatException {
    Map<String, @Nullable Object> document =
        new TreeMap<>(JsonValues.asObject(JsonValues.read(json)).orElseThrow());
    document.remove("@timestamp");
    Object start = document.get("kibana.alert.suppression.start");
    if (start != null && ParityEvents.isFarAhead(Instant.parse(start.toString()))) {
      // An engine lets it join a group when it arrives; a job, in order of time, opens one.
      return;
    }
    alerts.put(rule + " " + id, JsonValues.write(document));
  }

  /** The alerts that only one side has, or that differ: maps of thousands print as a beginning. */
  static List<String> differences(Map<String, String> actual, Map<String, String> expected) {
    List<String> differences = new ArrayList<>();
    actual.forEach(
        (id, alert) -> {
          if (!alert.equals(expected.get(id))) {
            differences.add("only in the job: " + alert);
          }
        });
    expected.forEach(
        (id, alert) -> {
          if (!alert.equals(actual.get(id))) {
            differences.add("only in the engine: " + alert);
          }
        });
    return differences;
  }
}

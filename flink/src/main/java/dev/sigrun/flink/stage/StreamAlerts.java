package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.GroupedRule;
import dev.sigrun.flink.rules.RuleCatalog;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertSuppression;
import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.alert.AlertWriter;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes alerts of detections. All that is in them comes from rules and events, so that a replay
 * makes the same bytes: an alert is created when its last event happened, and not now. Not safe for
 * concurrent use.
 */
final class StreamAlerts {
  private final RuleCatalog catalog;
  private final EventReader reader;
  private final AlertWriter writer = new AlertWriter();
  private final Map<String, AlertSuppression> suppressions = new HashMap<>();

  StreamAlerts(RuleCatalog catalog) {
    this.catalog = catalog;
    this.reader = catalog.rules().reader();
  }

  /** The suppression of a rule. */
  AlertSuppression suppression(GroupedRule rule) {
    return suppressions.computeIfAbsent(
        rule.rule().ruleId(), id -> new AlertSuppression(rule.rule(), rule.suppressor(), reader));
  }

  /** The groups that a detection belongs to; none if it is an alert of its own. */
  List<GroupedAlert> groupsOf(Detection detection) {
    return catalog
        .grouped(detection.ruleId())
        .map(rule -> suppression(rule).groupsOf(detection))
        .orElse(List.of());
  }

  /** The alert of a detection that belongs to no group. */
  StreamAlert alert(Rule rule, Detection detection) {
    long time = detection.time();
    return written(Alert.of(rule, detection, Instant.ofEpochMilli(time)), time);
  }

  /** The alert that stands for a group. */
  StreamAlert alert(GroupedAlert alert) {
    long time = alert.detection().time();
    return written(alert.alert(Instant.ofEpochMilli(time)), time);
  }

  private StreamAlert written(Alert alert, long time) {
    return new StreamAlert(alert.id(), alert.rule().ruleId(), time, writer.document(alert));
  }
}

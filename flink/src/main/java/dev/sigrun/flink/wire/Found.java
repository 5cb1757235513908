package dev.sigrun.flink.wire;

import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.util.Comparator;
import java.util.Objects;

/**
 * A detection that is an alert of a group, unless the group absorbs it.
 *
 * @param group the group
 * @param turn when it was detected, in milliseconds since 1970 by the time that the rule goes by
 * @param waking whether by the passing of time, which comes after all events of the same time
 * @param alertId the id of the alert
 * @param start the time of its first event
 * @param end the time of its last event
 * @param detection what was detected
 */
public record Found(
    CellKey group,
    long turn,
    boolean waking,
    String alertId,
    long start,
    long end,
    Detection detection) {
  /** The order in which a group gets its alerts. */
  public static final Comparator<Found> BY_TURN =
      Comparator.comparingLong(Found::turn)
          .thenComparing(Found::waking)
          .thenComparing(Found::lastOrder)
          .thenComparing(Found::alertId);

  /** A detection of a rule in one of its groups. */
  public static Found of(RuleKey rule, long turn, boolean waking, GroupedAlert alert) {
    return new Found(
        CellKey.of(rule, alert.group()),
        turn,
        waking,
        alert.alertId(),
        alert.start(),
        alert.end(),
        alert.detection());
  }

  /** The alert as the suppression of the rule looks at it. */
  public GroupedAlert grouped(Rule rule, Key key) {
    return new GroupedAlert(rule, detection, key, alertId, start, end);
  }

  private EventOrder lastOrder() {
    return detection.events().stream()
        .filter(Objects::nonNull)
        .map(EventRecord::order)
        .max(Comparator.naturalOrder())
        .orElse(new EventOrder(turn, null, 0));
  }
}

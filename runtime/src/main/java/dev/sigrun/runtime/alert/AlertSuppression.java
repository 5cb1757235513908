package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.detector.suppression.SuppressorListener;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;

/**
 * The alerts of one rule that suppresses some of them, between its detections and the receiver of
 * alerts. A detection may belong to several groups and is an alert of its own in each:
 *
 * <pre>{@code
 * List<GroupedAlert> grouped = suppression.groupsOf(detection);
 * if (grouped.isEmpty()) {
 *   send(Alert.of(rule, detection, now));
 * }
 * for (GroupedAlert each : grouped) {
 *   Cell<SuppressedGroup> cell = groups.computeIfAbsent(each.group(), MemoryCell::new);
 *   if (suppression.admits(cell, each, this::closed)) {
 *     send(each.alert(now));
 *   }
 * }
 * }</pre>
 *
 * <p>Cells are woken as those of detectors are, see {@link Suppressor#wake}. Immutable, and safe to
 * share between threads if the reader is.
 */
public final class AlertSuppression {
  private final Rule rule;
  private final Suppressor suppressor;
  private final EventReader reader;

  /**
   * The suppression of a rule's alerts.
   *
   * @param suppressor that of the rule
   * @param reader reads events for the rule set of both
   */
  public AlertSuppression(Rule rule, Suppressor suppressor, EventReader reader) {
    this.rule = rule;
    this.suppressor = suppressor;
    this.reader = reader;
  }

  /**
   * A detection as an alert of one group.
   *
   * @param alertId the id of the alert
   * @param start the time of the first event, in milliseconds since 1970, by the fields that the
   *     suppressor names
   * @param end the time of the last event, by which windows are measured
   */
  public record GroupedAlert(
      Rule rule, Detection detection, Key group, String alertId, long start, long end) {
    /**
     * The same with an earlier end if it is after {@code latest}: a time of the far future would
     * keep the group open until then.
     */
    public GroupedAlert endingBy(long latest) {
      return end <= latest
          ? this
          : new GroupedAlert(rule, detection, group, alertId, Math.min(start, latest), latest);
    }

    /** The alert, which represents the alerts that its group will absorb. */
    public Alert alert(Instant createdAt) {
      return Alert.of(rule, detection, group, createdAt).suppressing(group);
    }
  }

  /** The fingerprint of the suppression, under which groups are kept. */
  public Fingerprint fingerprint() {
    return Fingerprint.ofSuppression(rule, suppressor.fingerprint());
  }

  /** Whether groups that were kept under {@code fingerprint} are groups of this suppression. */
  public boolean continues(Fingerprint fingerprint) {
    return fingerprint.equals(fingerprint())
        || fingerprint.equals(Fingerprint.ofSuppression(rule, ""));
  }

  /** The suppressor. */
  public Suppressor suppressor() {
    return suppressor;
  }

  /**
   * The alerts that a detection would be, one for each of its groups, in the order of keys. Empty
   * if it is not to be suppressed at all, so that it is one alert without a group.
   */
  public List<GroupedAlert> groupsOf(Detection detection) {
    Event fields;
    try {
      fields = reader.read(Alert.fieldsOf(rule, detection));
    } catch (EventFormatException e) {
      // Cannot be suppressed by fields that cannot be read: better once too often than never.
      return List.of();
    }
    List<Key> groups = suppressor.groups(detection, fields);
    if (groups.isEmpty()) {
      return List.of();
    }
    Span span = span(detection);
    return groups.stream().map(group -> grouped(detection, group, span)).toList();
  }

  private GroupedAlert grouped(Detection detection, Key group, Span span) {
    String id = Alert.idOf(rule, detection, group);
    return new GroupedAlert(rule, detection, group, id, span.start(), span.end());
  }

  /**
   * Whether an alert is to be passed on. If not, its group absorbs it.
   *
   * @param cell the state of the alert's group
   * @param listener called with the group's former window if that is over
   */
  public boolean admits(
      Cell<SuppressedGroup> cell, GroupedAlert alert, SuppressorListener listener) {
    return suppressor.admits(cell, alert.alertId(), alert.start(), alert.end(), listener);
  }

  /** The time range of a detection's events, in the times that the rule uses. */
  private record Span(long start, long end) {}

  private Span span(Detection detection) {
    if (detection.evidence() instanceof Evidence.Threshold threshold) {
      return new Span(threshold.from(), threshold.to());
    }
    if (detection.evidence() instanceof Evidence.Correlation correlation) {
      return new Span(correlation.from(), correlation.to());
    }
    if (detection.evidence() instanceof Evidence.Row row) {
      return new Span(row.from(), row.to());
    }
    LongSummaryStatistics times =
        detection.events().stream()
            .filter(Objects::nonNull)
            .mapToLong(this::timeOf)
            .summaryStatistics();
    return times.getCount() == 0 ? new Span(0, 0) : new Span(times.getMin(), times.getMax());
  }

  /** The event was detected by its own time, which need not be the one that counts here. */
  private long timeOf(EventRecord event) {
    if (suppressor.timestampFields().isEmpty()) {
      return event.timestamp();
    }
    try {
      return EventOrder.timeOf(reader.read(event.json()), suppressor.timestampFields())
          .orElse(event.timestamp());
    } catch (EventFormatException e) {
      return event.timestamp();
    }
  }
}

package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document that a security product shows when a rule selected an event, in the form that
 * Elastic Security uses: the event, and what is known about rule and detection under {@code
 * kibana.alert}. The same rule and event always give the same id.
 */
public final class Alert {
  private final String uuid;
  private final String reason;
  private final Map<String, @Nullable Object> document;

  Alert(String uuid, String reason, Map<String, @Nullable Object> document) {
    this.uuid = uuid;
    this.reason = reason;
    this.document = document;
  }

  /**
   * The alert that {@code rule} raises for {@code event}. The event's id is its {@code _id}, else
   * its {@code event.id}, else a hash of its content.
   *
   * @param event the event as a tree of JSON values
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(
      Rule rule, Map<String, ? extends @Nullable Object> event, Instant createdAt) {
    EventTree tree = new EventTree(event);
    return of(rule, tree, AlertIds.ofEvent(tree), createdAt);
  }

  /**
   * The alert that {@code rule} raises for {@code event}.
   *
   * @param event the event as a tree of JSON values
   * @param eventId what tells the event from all others
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(
      Rule rule, Map<String, ? extends @Nullable Object> event, String eventId, Instant createdAt) {
    return of(rule, new EventTree(event), eventId, createdAt);
  }

  /**
   * The alert that {@code rule} raises for what it detected. Of several events it has the fields
   * that are the same in all, of a threshold those of its group.
   *
   * <p>The id of an event is its {@code _id}, else the {@code kibana.alert.uuid} of an alert, else
   * its {@code event.id}. An event without any of these is known by its content and, if its source
   * has lines, by its source and line: two equal lines are two events, and the same line is the
   * same event whenever it is read.
   *
   * @param detection of this rule
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(Rule rule, Detection detection, Instant createdAt) {
    return new DetectionAlerts(rule, detection, createdAt).alert();
  }

  /**
   * The alert that {@code rule} raises for what it detected in a group of alerts that are to be
   * suppressed. It differs from the alert without a group by its id alone, and only where a
   * detection can be in several groups.
   *
   * @param detection of this rule
   * @param group the values by which the rule suppresses
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(Rule rule, Detection detection, Key group, Instant createdAt) {
    Alert alert = of(rule, detection, createdAt);
    String id = new DetectionAlerts(rule, detection, createdAt).uuid(group);
    Map<String, @Nullable Object> document = new LinkedHashMap<>(alert.document);
    document.put("kibana.alert.uuid", id);
    return new Alert(id, alert.reason, JsonValues.copyOf(document));
  }

  /** The id of the alert that {@code rule} raises for what it detected. */
  public static String idOf(Rule rule, Detection detection) {
    return new DetectionAlerts(rule, detection, Instant.EPOCH).uuid();
  }

  /** The id of the alert that {@code rule} raises for what it detected in a group. */
  public static String idOf(Rule rule, Detection detection, Key group) {
    return new DetectionAlerts(rule, detection, Instant.EPOCH).uuid(group);
  }

  /** What the alert of a detection takes over: its event, or what its events have in common. */
  public static Map<String, @Nullable Object> fieldsOf(Rule rule, Detection detection) {
    return new DetectionAlerts(rule, detection, Instant.EPOCH).fields();
  }

  /**
   * The alerts of the single events of a detection of several events, in their order; empty for
   * other detections. They are building blocks of the alert that {@link #of(Rule, Detection,
   * Instant)} gives.
   *
   * @param detection of this rule
   * @param createdAt becomes the {@code @timestamp} of the alerts
   */
  public static List<Alert> buildingBlocks(Rule rule, Detection detection, Instant createdAt) {
    return new DetectionAlerts(rule, detection, createdAt).buildingBlocks();
  }

  private static Alert of(Rule rule, EventTree event, String eventId, Instant createdAt) {
    AlertDraft draft =
        new AlertDraft(
            rule,
            event,
            AlertIds.hash(rule.ruleId(), eventId),
            new Overrides(rule, event),
            createdAt);
    draft.putOrigin(event, eventId);
    return draft.alert();
  }

  /**
   * This alert, standing for others that were suppressed.
   *
   * @param fields the fields by whose values alerts are suppressed
   * @param key their values, in that order
   * @param start the time of the first event of all these alerts, in milliseconds since 1970
   * @param end the time of the last one
   * @param suppressed how many alerts were suppressed beside this one
   */
  public Alert suppressing(List<String> fields, Key key, long start, long end, long suppressed) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(document);
    changed.put("kibana.alert.suppression.terms", AlertDraft.terms(fields, key.values()));
    changed.put("kibana.alert.suppression.start", AlertDraft.timestamp(start));
    changed.put("kibana.alert.suppression.end", AlertDraft.timestamp(end));
    changed.put("kibana.alert.suppression.docs_count", suppressed);
    Object ruleId = document.get("kibana.alert.rule.rule_id");
    String instance = AlertIds.hash(String.valueOf(ruleId), JsonValues.write(key.values()));
    changed.put("kibana.alert.instance.id", instance);
    return new Alert(uuid, reason, JsonValues.copyOf(changed));
  }

  /** The id of the alert: 64 hexadecimal digits. */
  public String uuid() {
    return uuid;
  }

  /** The sentence that says in short what the alert is about. */
  public String reason() {
    return reason;
  }

  /** The whole document: event fields as in the event, {@code kibana} keys flat. Unmodifiable. */
  public Map<String, @Nullable Object> document() {
    return document;
  }

  /** The document as one line of JSON. */
  public String toJson() {
    return JsonValues.write(document);
  }

  @Override
  public String toString() {
    return toJson();
  }
}

package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.json.JsonBytes;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An alert that a rule raises for a detection. It has accessors for the facts that people and
 * programs need most, and can be written as a document in the format of Elastic Security (the
 * event, with rule and detection under {@code kibana.alert}). The same rule and events always give
 * the same id.
 *
 * <pre>{@code
 * Engine.builder(rules)
 *     .onAlert(
 *         alert -> {
 *           log.info("{} {}: {}", alert.severity(), alert.name(), alert.reason());
 *           alert.events().forEach(event -> log.info("  {}:{}", event.source(), event.line()));
 *           index.put(alert.id(), alert.toJson());
 *         })
 *     .build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Alert {
  private final Rule rule;
  private final Head head;
  private final AlertSubject subject;
  private final AlertDocument document;

  /** The name, severity and risk score of the alert, including overrides by the event. */
  record Head(
      String id, String name, String severity, double riskScore, String reason, Instant createdAt) {
    Head withId(String other) {
      return new Head(other, name, severity, riskScore, reason, createdAt);
    }
  }

  Alert(Rule rule, Head head, AlertSubject subject, AlertDocument document) {
    this.rule = rule;
    this.head = head;
    this.subject = subject;
    this.document = document;
  }

  /**
   * The alert that {@code rule} raises for {@code event}. The event's id is its {@code _id},
   * otherwise its {@code event.id}, otherwise a hash of its content.
   *
   * @param event the event as a tree of JSON values
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(
      Rule rule, Map<String, ? extends @Nullable Object> event, Instant createdAt) {
    EventTree tree = EventTree.copyOf(event);
    return of(rule, tree, AlertIds.ofEvent(tree), createdAt);
  }

  /**
   * The alert that {@code rule} raises for {@code event}.
   *
   * @param event the event as a tree of JSON values
   * @param eventId identifies the event among all others
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(
      Rule rule, Map<String, ? extends @Nullable Object> event, String eventId, Instant createdAt) {
    return of(rule, EventTree.copyOf(event), eventId, createdAt);
  }

  /**
   * The alert that {@code rule} raises for what it detected. Of several events it has the fields
   * that are the same in all, of a threshold those of its group.
   *
   * <p>The id of an event is its {@code _id}, otherwise the {@code kibana.alert.uuid} of an alert,
   * otherwise its {@code event.id}. An event without any of these is known by its content and, if
   * its source has lines, by its source and line: two equal lines are two events, and the same line
   * is the same event whenever it is read.
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
    DetectionAlerts alerts = new DetectionAlerts(rule, detection, createdAt);
    Alert alert = alerts.alert();
    String id = alerts.uuid(group);
    return new Alert(rule, alert.head.withId(id), alert.subject, alert.document.withId(id));
  }

  /** The id of the alert that {@code rule} raises for what it detected. */
  public static String idOf(Rule rule, Detection detection) {
    return new DetectionAlerts(rule, detection, Instant.EPOCH).uuid();
  }

  /** The id of the alert that {@code rule} raises for what it detected in a group. */
  public static String idOf(Rule rule, Detection detection, Key group) {
    return new DetectionAlerts(rule, detection, Instant.EPOCH).uuid(group);
  }

  /**
   * Returns the content that an alert copies from its events: the event, or the values that all
   * events share.
   */
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
    AlertSubject subject = AlertSubject.of(event);
    draft.putOrigin(event, eventId, subject.end());
    return draft.alert(subject);
  }

  /**
   * This alert, representing others that are suppressed by the fields that its rule names, of which
   * there are none so far.
   *
   * @param group the values by which the rule suppresses
   */
  public Alert suppressing(Key group) {
    long raised = head.createdAt.toEpochMilli();
    return suppressing(
        rule.suppressionFields(),
        group,
        subject.start().orElse(raised),
        subject.end().orElse(raised),
        0);
  }

  /**
   * This alert, representing others that were suppressed.
   *
   * @param fields the fields by whose values alerts are suppressed
   * @param key their values, in that order
   * @param start the time of the first event of all these alerts, in milliseconds since 1970
   * @param end the time of the last one
   * @param suppressed how many alerts were suppressed besides this one
   */
  public Alert suppressing(List<String> fields, Key key, long start, long end, long suppressed) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("kibana.alert.suppression.terms", AlertDraft.terms(fields, key.values()));
    members.put("kibana.alert.suppression.start", AlertDraft.timestamp(start));
    members.put("kibana.alert.suppression.end", AlertDraft.timestamp(end));
    members.put("kibana.alert.suppression.docs_count", suppressed);
    String instance = AlertIds.hash(rule.ruleId(), JsonValues.write(key.values()));
    members.put("kibana.alert.instance.id", instance);
    return new Alert(rule, head, subject, document.with(members));
  }

  /** Identifies the alert: 64 hexadecimal digits, the same whenever the same is detected. */
  public String id() {
    return head.id;
  }

  /** The rule that raised the alert. */
  public Rule rule() {
    return rule;
  }

  /** The name for people: of the rule, or what the rule takes from the event instead. */
  public String name() {
    return head.name;
  }

  /** Such as {@code low}, {@code medium}, {@code high} or {@code critical}. */
  public String severity() {
    return head.severity;
  }

  /** From 0 to 100. */
  public double riskScore() {
    return head.riskScore;
  }

  /** A sentence that says what the alert is about. */
  public String reason() {
    return head.reason;
  }

  /** The time at which the alert was raised. */
  public Instant time() {
    return head.createdAt;
  }

  /** The time of the first event, in the time that the rule uses; empty if no event gives one. */
  public Optional<Instant> startTime() {
    return instant(subject.start());
  }

  /** The time of the last event; empty if no event has one. */
  public Optional<Instant> endTime() {
    return instant(subject.end());
  }

  private static Optional<Instant> instant(OptionalLong millis) {
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  /**
   * The values that tie the events together: join keys of a sequence or sample, the group of a
   * threshold, new terms. {@link Key#NONE} for single events.
   */
  public Key key() {
    return subject.key();
  }

  /**
   * The events, in the order of the stages of the rule. Those of a threshold are the newest that
   * reached it, without what they hold.
   */
  public List<AlertEvent> events() {
    return subject.events().get();
  }

  /** The tactics and techniques that the rule names. */
  public List<Threat> threats() {
    return Threat.of(rule);
  }

  /** The whole document: event fields as in the event, {@code kibana} keys flat. Unmodifiable. */
  public Map<String, @Nullable Object> document() {
    return document.all();
  }

  /**
   * Adds the members of the document to the object that {@code json} has begun.
   *
   * @param ofRule those that all alerts of the rule have, encoded
   * @param more members after these, in place of members of the event that have their names
   */
  void addTo(
      JsonBytes json, JsonBytes.Members ofRule, Map<String, ? extends @Nullable Object> more) {
    document.addTo(json, ofRule, more);
  }

  /** The document as one line of JSON. */
  public String toJson() {
    return JsonValues.write(document());
  }

  /** The same as {@link #toJson}. */
  @Override
  public String toString() {
    return toJson();
  }
}

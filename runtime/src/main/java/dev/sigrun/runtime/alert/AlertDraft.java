package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An alert under construction: the keys that all alerts have, and additional ones. */
final class AlertDraft {
  /** Names at the top of an event that an alert does not take over. */
  private static final List<String> DROPPED =
      List.of("kibana", "signal", "threshold_result", "_id", "_index");

  private final Rule rule;
  private final Alert.Head head;

  /** The bytes before the members that all alerts of the rule have. */
  private final Map<String, @Nullable Object> first;

  /** The bytes after them. */
  private final Map<String, @Nullable Object> last = new LinkedHashMap<>();

  /**
   * Starts with what all alerts have.
   *
   * @param fields what the alert takes over; its host and user under the names of the Elastic
   *     Common Schema
   * @param overrides what becomes of the name, severity and risk score of the rule
   */
  AlertDraft(Rule rule, EventTree fields, String uuid, Overrides overrides, Instant createdAt) {
    this.rule = rule;
    EventTree named = Actor.named(fields);
    String name = overrides.name();
    String severity = overrides.severity();
    Number riskScore = overrides.riskScore();
    String reason = Reason.of(named, severity, name);
    this.head = new Alert.Head(uuid, name, severity, riskScore.doubleValue(), reason, createdAt);
    this.first = named.copyWithout(DROPPED);
    first.put("@timestamp", AlertTime.text(createdAt));
    markAsSignal();
    first.put(AlertDocument.UUID, uuid);
    first.put("kibana.alert.status", "active");
    first.put("kibana.alert.workflow_status", "open");
    first.put("kibana.alert.reason", reason);
    first.put("kibana.alert.severity", severity);
    first.put("kibana.alert.risk_score", riskScore);
    Object buildingBlock = rule.parameters().get("building_block_type");
    if (buildingBlock != null) {
      first.put("kibana.alert.building_block_type", buildingBlock);
    }
    first.put("kibana.alert.rule.name", name);
  }

  /** A time as alerts write it, from milliseconds since 1970. */
  static String timestamp(long time) {
    return AlertTime.text(Instant.ofEpochMilli(time));
  }

  /** Names of fields with their values, as alerts write them. */
  static List<Object> terms(List<String> fields, List<? extends @Nullable Object> values) {
    List<Object> terms = new ArrayList<>();
    for (int i = 0; i < Math.min(fields.size(), values.size()); i++) {
      Map<String, @Nullable Object> term = new LinkedHashMap<>();
      term.put("field", fields.get(i));
      term.put("value", values.get(i));
      terms.add(Collections.unmodifiableMap(term));
    }
    return Collections.unmodifiableList(terms);
  }

  /** Adds a copy of a value. */
  void put(String key, @Nullable Object value) {
    putOwn(key, JsonValues.copyOfValue(value));
  }

  /** Adds a value that nobody can change. */
  private void putOwn(String key, @Nullable Object value) {
    (first.containsKey(key) ? first : last).put(key, value);
  }

  /** A value of the event, or one that was added. */
  @Nullable Object get(String key) {
    return first.containsKey(key) ? first.get(key) : last.get(key);
  }

  /** Removes a value of the event, if it is there. */
  void remove(String key) {
    first.remove(key);
  }

  /** The alert, after which nothing is added. */
  Alert alert(AlertSubject subject) {
    return new Alert(rule, head, subject, new AlertDocument(rule, first, last));
  }

  /** Replaces {@code event.kind}, whichever way the event writes it. */
  private void markAsSignal() {
    first.remove("event.kind");
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    if (first.get("event") instanceof Map<?, ?> known) {
      known.forEach((key, value) -> event.put(String.valueOf(key), value));
    }
    event.put("kind", "signal");
    first.put("event", Collections.unmodifiableMap(event));
  }

  /**
   * Names {@code event} as what the alert is about.
   *
   * @param time when it happened, in milliseconds since 1970, if it says so; its {@code @timestamp}
   *     is quoted as it is
   */
  void putOrigin(EventTree event, String eventId, OptionalLong time) {
    Optional<Object> written = event.value(TimePlaces.TIMESTAMP);
    if (written.isPresent()) {
      putOwn("kibana.alert.original_time", written.get());
    } else if (time.isPresent()) {
      putOwn("kibana.alert.original_time", timestamp(time.getAsLong()));
    }
    event
        .flattened("event")
        .forEach((name, value) -> putOwn("kibana.alert.original_event." + name, value));
    put("kibana.alert.ancestors", ancestors(event, eventId));
    putOwn("kibana.alert.depth", depth(event) + 1);
  }

  /** The number of alerts between {@code event} and the original events. */
  static long depth(EventTree event) {
    return event.text("kibana.alert.uuid").isPresent() ? parentDepth(event) : 0;
  }

  /** The ancestors of {@code event}, and the event itself. */
  static List<Object> ancestors(EventTree event, String eventId) {
    Optional<String> parentAlert = event.text("kibana.alert.uuid");
    List<Object> ancestors = new ArrayList<>();
    if (parentAlert.isPresent()) {
      ancestors.addAll(event.values("kibana.alert.ancestors"));
    }
    Map<String, Object> ancestor = new LinkedHashMap<>();
    ancestor.put("id", eventId);
    ancestor.put("type", parentAlert.isPresent() ? "signal" : "event");
    ancestor.put("index", event.text("_index").orElse(""));
    ancestor.put("depth", depth(event));
    if (parentAlert.isPresent()) {
      event.text("kibana.alert.rule.uuid").ifPresent(rule -> ancestor.put("rule", rule));
    }
    ancestors.add(ancestor);
    return ancestors;
  }

  private static long parentDepth(EventTree event) {
    return event.values("kibana.alert.depth").stream()
        .filter(Number.class::isInstance)
        .mapToLong(depth -> ((Number) depth).longValue())
        .max()
        .orElse(1);
  }
}

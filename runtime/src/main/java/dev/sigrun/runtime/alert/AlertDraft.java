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
  private static final String RULE_PREFIX = "kibana.alert.rule.";

  /** The first of the keys whose values are the same in all alerts of a rule. */
  static final String FIRST_OF_RULE = RULE_PREFIX + "rule_id";

  /** The last of these keys, all of which are between the two. */
  static final String LAST_OF_RULE = RULE_PREFIX + "parameters";

  /** Names at the top of an event that an alert does not take over. */
  private static final List<String> DROPPED =
      List.of("kibana", "signal", "threshold_result", "_id", "_index");

  /** Parameters of the rule that are next to its name. */
  private static final List<String> RULE_KEYS =
      List.of(
          "author",
          "description",
          "tags",
          "threat",
          "references",
          "false_positives",
          "note",
          "license",
          "from",
          "to",
          "interval",
          "max_signals",
          "severity_mapping",
          "risk_score_mapping",
          "rule_name_override",
          "timestamp_override",
          "building_block_type");

  /** Parameters that say what the rule looks for. */
  private static final List<String> PARAMETER_KEYS =
      List.of(
          "type",
          "language",
          "query",
          "index",
          "data_view_id",
          "filters",
          "event_category_override",
          "timestamp_field",
          "tiebreaker_field",
          "threshold",
          "new_terms",
          "new_terms_fields",
          "history_window_start",
          "threat_query",
          "threat_language",
          "threat_index",
          "threat_mapping",
          "threat_indicator_path",
          "severity",
          "risk_score");

  private final Rule rule;
  private final String uuid;
  private final String reason;
  private final Overrides overrides;
  private final Instant createdAt;
  private final Map<String, @Nullable Object> document;

  /**
   * Starts with what all alerts have.
   *
   * @param fields what the alert takes over; its host and user under the names of the Elastic
   *     Common Schema
   * @param overrides what becomes of the name, severity and risk score of the rule
   */
  AlertDraft(Rule rule, EventTree fields, String uuid, Overrides overrides, Instant createdAt) {
    this.rule = rule;
    this.uuid = uuid;
    this.overrides = overrides;
    this.createdAt = createdAt;
    EventTree named = Actor.named(fields);
    this.reason = Reason.of(named, overrides.severity(), overrides.name());
    this.document = named.copyWithout(DROPPED);
    document.put("@timestamp", AlertTime.text(createdAt));
    markAsSignal();
    document.put("kibana.alert.uuid", uuid);
    document.put("kibana.alert.status", "active");
    document.put("kibana.alert.workflow_status", "open");
    document.put("kibana.alert.reason", reason);
    document.put("kibana.alert.severity", overrides.severity());
    document.put("kibana.alert.risk_score", overrides.riskScore());
    Object buildingBlock = rule.parameters().get("building_block_type");
    if (buildingBlock != null) {
      document.put("kibana.alert.building_block_type", buildingBlock);
    }
    putRule(overrides.name());
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
    document.put(key, JsonValues.copyOfValue(value));
  }

  @Nullable Object get(String key) {
    return document.get(key);
  }

  void remove(String key) {
    document.remove(key);
  }

  /** The alert, after which nothing is added. */
  Alert alert(AlertSubject subject) {
    return new Alert(
        rule,
        new Alert.Head(
            uuid,
            overrides.name(),
            overrides.severity(),
            overrides.riskScore().doubleValue(),
            reason,
            createdAt),
        subject,
        Collections.unmodifiableMap(document));
  }

  /** Replaces {@code event.kind}, whichever way the event writes it. */
  private void markAsSignal() {
    document.remove("event.kind");
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    JsonValues.asObject(document.get("event")).ifPresent(event::putAll);
    event.put("kind", "signal");
    document.put("event", Collections.unmodifiableMap(event));
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
      document.put("kibana.alert.original_time", written.get());
    } else if (time.isPresent()) {
      document.put("kibana.alert.original_time", timestamp(time.getAsLong()));
    }
    event
        .flattened("event")
        .forEach((name, value) -> document.put("kibana.alert.original_event." + name, value));
    put("kibana.alert.ancestors", ancestors(event, eventId));
    document.put("kibana.alert.depth", depth(event) + 1);
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

  private void putRule(String name) {
    Map<String, @Nullable Object> parameters = rule.parameters();
    document.put(RULE_PREFIX + "name", name);
    document.put(FIRST_OF_RULE, rule.ruleId());
    document.put("kibana.alert.rule.uuid", rule.ruleId());
    document.put("kibana.alert.rule.type", rule.type());
    document.put("kibana.alert.rule.version", parameters.getOrDefault("version", 1));
    document.put("kibana.alert.rule.severity", rule.severity());
    document.put("kibana.alert.rule.risk_score", parameters.getOrDefault("risk_score", 0));
    document.put("kibana.alert.rule.consumer", "siem");
    document.put("kibana.alert.rule.producer", "siem");
    document.put("kibana.alert.rule.rule_type_id", KibanaRuleType.idOf(rule.type()));
    for (String key : RULE_KEYS) {
      if (parameters.get(key) != null) {
        document.put("kibana.alert.rule." + key, parameters.get(key));
      }
    }
    Map<String, @Nullable Object> slim = new LinkedHashMap<>();
    for (String key : PARAMETER_KEYS) {
      if (parameters.get(key) != null) {
        slim.put(key, parameters.get(key));
      }
    }
    document.put(LAST_OF_RULE, Collections.unmodifiableMap(slim));
  }
}

package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The document that a security product shows when a rule selected an event, in the form that
 * Elastic Security uses: the event, and what is known about rule and detection under {@code
 * kibana.alert}. The same rule and event always give the same id.
 */
public final class Alert {
  /** Names at the top of an event that an alert does not take over. */
  private static final List<String> DROPPED =
      List.of("kibana", "signal", "threshold_result", "_id", "_index");

  /** Parameters of the rule that stand beside its name. */
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

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String uuid;
  private final String reason;
  private final Map<String, @Nullable Object> document;

  private Alert(String uuid, String reason, Map<String, @Nullable Object> document) {
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

  private static Alert of(Rule rule, EventTree event, String eventId, Instant createdAt) {
    Overrides overrides = new Overrides(rule, event);
    String uuid = AlertIds.hash(rule.ruleId(), eventId);
    String reason = Reason.of(event, overrides.severity(), overrides.name());
    Map<String, @Nullable Object> document = event.copyWithout(DROPPED);
    String timestamp = TIMESTAMP.format(createdAt);
    document.put("@timestamp", timestamp);
    markAsSignal(document);
    document.put("kibana.alert.uuid", uuid);
    document.put("kibana.alert.status", "active");
    document.put("kibana.alert.workflow_status", "open");
    document.put("kibana.alert.reason", reason);
    document.put("kibana.alert.severity", overrides.severity());
    document.put("kibana.alert.risk_score", overrides.riskScore());
    putOrigin(event, eventId, document);
    Object buildingBlock = rule.parameters().get("building_block_type");
    if (buildingBlock != null) {
      document.put("kibana.alert.building_block_type", buildingBlock);
    }
    putRule(rule, overrides.name(), document);
    return new Alert(uuid, reason, JsonValues.copyOf(document));
  }

  /** Replaces {@code event.kind}, whichever way the event writes it. */
  private static void markAsSignal(Map<String, @Nullable Object> document) {
    document.remove("event.kind");
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    JsonValues.asObject(document.get("event")).ifPresent(event::putAll);
    event.put("kind", "signal");
    document.put("event", event);
  }

  private static void putOrigin(
      EventTree event, String eventId, Map<String, @Nullable Object> document) {
    event.value("@timestamp").ifPresent(t -> document.put("kibana.alert.original_time", t));
    event
        .flattened("event")
        .forEach((name, value) -> document.put("kibana.alert.original_event." + name, value));
    Optional<String> parentAlert = event.text("kibana.alert.uuid");
    long depth = parentAlert.isPresent() ? parentDepth(event) : 0;
    List<Object> ancestors = new ArrayList<>();
    if (parentAlert.isPresent()) {
      ancestors.addAll(event.values("kibana.alert.ancestors"));
    }
    Map<String, Object> ancestor = new LinkedHashMap<>();
    ancestor.put("id", eventId);
    ancestor.put("type", parentAlert.isPresent() ? "signal" : "event");
    ancestor.put("index", event.text("_index").orElse(""));
    ancestor.put("depth", depth);
    if (parentAlert.isPresent()) {
      event.text("kibana.alert.rule.uuid").ifPresent(rule -> ancestor.put("rule", rule));
    }
    ancestors.add(ancestor);
    document.put("kibana.alert.ancestors", ancestors);
    document.put("kibana.alert.depth", depth + 1);
  }

  private static long parentDepth(EventTree event) {
    return event.values("kibana.alert.depth").stream()
        .filter(Number.class::isInstance)
        .mapToLong(depth -> ((Number) depth).longValue())
        .max()
        .orElse(1);
  }

  private static void putRule(Rule rule, String name, Map<String, @Nullable Object> document) {
    Map<String, @Nullable Object> parameters = rule.parameters();
    document.put("kibana.alert.rule.name", name);
    document.put("kibana.alert.rule.rule_id", rule.ruleId());
    document.put("kibana.alert.rule.uuid", rule.ruleId());
    document.put("kibana.alert.rule.type", rule.type());
    document.put("kibana.alert.rule.version", parameters.getOrDefault("version", 1));
    document.put("kibana.alert.rule.severity", rule.severity());
    document.put("kibana.alert.rule.risk_score", parameters.getOrDefault("risk_score", 0));
    document.put("kibana.alert.rule.consumer", "siem");
    document.put("kibana.alert.rule.producer", "siem");
    document.put("kibana.alert.rule.rule_type_id", ruleTypeId(rule.type()));
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
    document.put("kibana.alert.rule.parameters", slim);
  }

  private static String ruleTypeId(String type) {
    return switch (type) {
      case "eql" -> "siem.eqlRule";
      case "threshold" -> "siem.thresholdRule";
      case "new_terms" -> "siem.newTermsRule";
      case "threat_match" -> "siem.indicatorRule";
      case "esql" -> "siem.esqlRule";
      case "machine_learning" -> "siem.mlRule";
      case "saved_query" -> "siem.savedQueryRule";
      default -> "siem.queryRule";
    };
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

package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.rule.Rule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a document that are the same in all alerts of a rule. */
final class RuleMembers {
  private static final String PREFIX = "kibana.alert.rule.";

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

  private RuleMembers() {}

  /** These members, in their order. */
  static Map<String, @Nullable Object> of(Rule rule) {
    Map<String, @Nullable Object> parameters = rule.parameters();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put(PREFIX + "rule_id", rule.ruleId());
    members.put(PREFIX + "uuid", rule.ruleId());
    members.put(PREFIX + "type", rule.type());
    members.put(PREFIX + "version", parameters.getOrDefault("version", 1));
    members.put(PREFIX + "severity", rule.severity());
    members.put(PREFIX + "risk_score", parameters.getOrDefault("risk_score", 0));
    members.put(PREFIX + "consumer", "siem");
    members.put(PREFIX + "producer", "siem");
    members.put(PREFIX + "rule_type_id", KibanaRuleType.idOf(rule.type()));
    for (String key : RULE_KEYS) {
      if (parameters.get(key) != null) {
        members.put(PREFIX + key, parameters.get(key));
      }
    }
    Map<String, @Nullable Object> slim = new LinkedHashMap<>();
    for (String key : PARAMETER_KEYS) {
      if (parameters.get(key) != null) {
        slim.put(key, parameters.get(key));
      }
    }
    Object sigmaId = parameters.get("sigma_id");
    if (sigmaId != null) {
      // Where an export to Kibana has it, too.
      slim.put("meta", Map.of("sigrun", Map.of("sigma_id", sigmaId)));
    }
    members.put(PREFIX + "parameters", Collections.unmodifiableMap(slim));
    return members;
  }
}

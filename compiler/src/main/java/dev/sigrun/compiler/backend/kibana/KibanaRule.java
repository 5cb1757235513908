package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The object that Kibana imports for a rule that was not written for Kibana. Everything that alerts
 * quote of the rule and Kibana has no key for is kept in {@code meta}.
 */
final class KibanaRule {
  /** The index pattern of rules that name none. Kibana then searches its own default patterns. */
  private static final List<String> ANY_INDEX = List.of("*");

  /** Parameters that are keys of Kibana's rules. */
  private static final Set<String> SHARED =
      Set.of("author", "license", "references", "false_positives", "tags", "threat", "setup");

  private KibanaRule() {}

  /**
   * The object.
   *
   * @param query the keys that hold the query and say in which language it is
   */
  static Map<String, Object> of(Rule rule, Map<String, Object> query) {
    RuleSchedule schedule = rule.schedule();
    Map<String, Object> parameters = new LinkedHashMap<>(rule.parameters());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule_id", rule.ruleId());
    object.put("name", rule.name());
    object.put("description", rule.description());
    object.put("severity", rule.severity().spelling());
    object.put("risk_score", rule.head().riskScore());
    object.put("enabled", schedule.enabled());
    parameters.keySet().removeAll(object.keySet());
    object.putAll(query);
    List<String> index = rule.eventSource().index();
    if (!index.equals(ANY_INDEX)) {
      object.put("index", index);
    }
    object.put("from", schedule.from());
    object.put("to", schedule.to());
    object.put("interval", schedule.interval());
    object.put("max_signals", schedule.maxSignals());
    Map<String, Object> others = new LinkedHashMap<>();
    parameters.forEach((key, value) -> (SHARED.contains(key) ? object : others).put(key, value));
    if (!others.isEmpty()) {
      object.put("meta", Map.of("sigrun", others));
    }
    return object;
  }
}

package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as its author wrote it, checked for form, whatever the format of its file. Later stages
 * analyse its query.
 *
 * @param head its metadata
 * @param query the query; empty for machine learning and for rules of filters only
 * @param filters Kibana filters in addition to the query, a table each
 * @param body the part that is specific to its type
 * @param settings how it is run
 * @param document what it was read from
 */
public record Rule(
    RuleHead head,
    Optional<QueryText> query,
    List<DataValue> filters,
    RuleBody body,
    RuleSettings settings,
    RuleDocument document) {
  /** Copies the filters. */
  public Rule {
    filters = List.copyOf(filters);
  }

  /**
   * A rule for a query or predicate that is in no rule file.
   *
   * @param origin what is reported about the rule as a whole is reported there
   */
  public static Rule adHoc(Origin origin, String ruleId, String name) {
    RuleHead head = RuleHead.of(ruleId, origin, name, origin);
    return new Rule(
        head,
        Optional.empty(),
        List.of(),
        new RuleBody.Query(),
        RuleSettings.DEFAULTS,
        () -> parameters(head));
  }

  /** The parameters in alerts of a rule that has a head and no document. */
  public static Map<String, Object> parameters(RuleHead head) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rule_id", head.ruleId());
    parameters.put("name", head.name());
    parameters.put("description", head.description());
    parameters.put("severity", head.severity().spelling());
    parameters.put("risk_score", head.riskScore());
    parameters.put("tags", head.tags());
    return parameters;
  }

  /** The rule file, which may hold more rules. */
  public SourceText source() {
    return head.source();
  }

  /** The path of its file, as the user wrote it. */
  public String path() {
    return source().name();
  }

  /** Its stable identity. */
  public String ruleId() {
    return head.ruleId();
  }

  /** Where the identity is written. */
  public Origin ruleIdOrigin() {
    return head.ruleIdOrigin();
  }

  /** The title. */
  public String name() {
    return head.name();
  }

  /** Where the title is written. */
  public Origin nameOrigin() {
    return head.nameOrigin();
  }

  /** A description of what it finds, in a sentence or two. */
  public String description() {
    return head.description();
  }

  /** How bad a detection is. */
  public RuleSeverity severity() {
    return head.severity();
  }

  /** How it processes the events that its query selects. */
  public RuleType type() {
    return body.type();
  }

  /** When and over which time it looks. */
  public RuleSchedule schedule() {
    return settings.schedule();
  }

  /** Where its events come from. */
  public EventSource eventSource() {
    return settings.eventSource();
  }

  /** Properties that events may override in their alerts. */
  public AlertOverrides overrides() {
    return settings.overrides();
  }

  /** Lists, kept elsewhere, of events that raise no alert. */
  public List<ExceptionList> exceptionLists() {
    return settings.exceptionLists();
  }

  /** When further alerts are held back. */
  public Optional<AlertSuppression> suppression() {
    return settings.suppression();
  }

  /** The parameters that alerts quote, see {@link RuleDocument#parameters}. */
  public Map<String, Object> parameters() {
    return document.parameters();
  }

  /** Its file, its identity and its name. */
  @Override
  public String toString() {
    return path() + ": " + name() + " (" + ruleId() + ")";
  }
}

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
 * @param exceptions events that it does not look at, a clause of Query DSL each, from files of
 *     exceptions
 * @param body the part that is specific to its type
 * @param settings how it is run
 * @param document what it was read from
 */
public record Rule(
    RuleHead head,
    Optional<QueryText> query,
    List<DataValue> filters,
    List<DataValue> exceptions,
    RuleBody body,
    RuleSettings settings,
    RuleDocument document) {
  /** Copies the lists. */
  public Rule {
    filters = List.copyOf(filters);
    exceptions = List.copyOf(exceptions);
  }

  /** A rule without exceptions, as its file alone has it. */
  public Rule(
      RuleHead head,
      Optional<QueryText> query,
      List<DataValue> filters,
      RuleBody body,
      RuleSettings settings,
      RuleDocument document) {
    this(head, query, filters, List.of(), body, settings, document);
  }

  /**
   * A rule for a query or predicate that is in no rule file.
   *
   * @param origin the position of reports about the rule as a whole
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

  /** The same rule with these exceptions. */
  public Rule withExceptions(List<DataValue> clauses) {
    return new Rule(head, query, filters, clauses, body, settings, document);
  }

  /** The same rule under another identity. */
  public Rule withRuleId(String other) {
    RuleHead same = head.withRuleId(other);
    return new Rule(same, query, filters, exceptions, body, settings, document.withHead(same));
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

  /** The position of the identity. */
  public Origin ruleIdOrigin() {
    return head.ruleIdOrigin();
  }

  /** The title. */
  public String name() {
    return head.name();
  }

  /** The position of the title. */
  public Origin nameOrigin() {
    return head.nameOrigin();
  }

  /** A description of what it finds, in a sentence or two. */
  public String description() {
    return head.description();
  }

  /** The severity of a detection. */
  public RuleSeverity severity() {
    return head.severity();
  }

  /** The type, which determines how the events that its query selects are processed. */
  public RuleType type() {
    return body.type();
  }

  /** The schedule: how often it runs, and over which time range. */
  public RuleSchedule schedule() {
    return settings.schedule();
  }

  /** The source of its events. */
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

  /** The suppression of further alerts. */
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

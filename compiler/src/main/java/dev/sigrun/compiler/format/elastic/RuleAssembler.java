package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.AlertOverrides;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.DateMath;
import dev.sigrun.compiler.rule.EventSource;
import dev.sigrun.compiler.rule.ExceptionList;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSchedule;
import dev.sigrun.compiler.rule.RuleSettings;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.time.Intervals;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link Rule} of tables that were checked. */
final class RuleAssembler {
  static final String DEFAULT_FROM = "now-6m";
  static final String DEFAULT_TO = "now";
  static final String DEFAULT_INTERVAL = "5m";
  private static final long DEFAULT_MAX_SIGNALS = 100;
  private static final String DEFAULT_LANGUAGE = "kuery";
  private static final String DEFAULT_INDICATOR_PATH = "threat.indicator";

  private final SourceText source;
  private final RuleKeys metadata;
  private final RuleKeys rule;

  RuleAssembler(SourceText source, DataValue.Table metadata, DataValue.Table rule) {
    this.source = source;
    this.metadata = new RuleKeys(metadata);
    this.rule = new RuleKeys(rule);
  }

  Rule assemble(Map<String, Object> transform) {
    return new Rule(
        head(),
        query("query", "language"),
        rule.values("filters"),
        body(word(RuleType.values(), rule.text("type"))),
        settings(),
        new ElasticDocument(metadata.table().plain(), rule.table().plain(), transform));
  }

  private RuleHead head() {
    return new RuleHead(
        source,
        rule.text("rule_id"),
        rule.origin("rule_id"),
        rule.text("name"),
        rule.origin("name"),
        rule.text("description"),
        severity(rule.text("severity")),
        (int) rule.whole("risk_score").orElseThrow(),
        rule.texts("tags"),
        rule.tables("threat").stream().map(RuleAssembler::threat).toList(),
        metadata.text("maturity").equals(Maturity.DEPRECATED.spelling()));
  }

  private RuleSettings settings() {
    return new RuleSettings(
        schedule(),
        new EventSource(rule.texts("index"), rule.optionalText("data_view_id")),
        overrides(),
        rule.has("alert_suppression")
            ? Optional.of(suppression(rule.keys("alert_suppression")))
            : Optional.empty(),
        rule.tables("exceptions_list").stream().map(RuleAssembler::exceptions).toList());
  }

  /** The severity of that spelling, which exists. */
  static RuleSeverity severity(String spelling) {
    return word(RuleSeverity.values(), spelling);
  }

  private static <E extends Enum<E>> E word(E[] values, String spelling) {
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(spelling))
        .findFirst()
        .orElseThrow();
  }

  private static ThreatMapping threat(RuleKeys threat) {
    return new ThreatMapping(
        threat.text("framework"),
        item(threat.keys("tactic")),
        threat.tables("technique").stream()
            .map(
                technique ->
                    new ThreatMapping.Technique(
                        item(technique),
                        technique.tables("subtechnique").stream()
                            .map(RuleAssembler::item)
                            .toList()))
            .toList());
  }

  private static ThreatMapping.Item item(RuleKeys item) {
    return new ThreatMapping.Item(
        item.text("id"), item.text("name"), item.optionalText("reference"));
  }

  private RuleSchedule schedule() {
    String from = rule.text("from", DEFAULT_FROM);
    String to = rule.text("to", DEFAULT_TO);
    String interval = rule.text("interval", DEFAULT_INTERVAL);
    return new RuleSchedule(
        from,
        to,
        interval,
        DateMath.beforeNow(from).orElseThrow().minus(DateMath.beforeNow(to).orElseThrow()),
        Intervals.parse(interval).orElseThrow(),
        rule.whole("max_signals").orElse(DEFAULT_MAX_SIGNALS),
        rule.truth("enabled"));
  }

  private AlertOverrides overrides() {
    return new AlertOverrides(
        rule.field("timestamp_override"),
        rule.truth("timestamp_override_fallback_disabled"),
        rule.field("rule_name_override"),
        rule.tables("severity_mapping").stream()
            .flatMap(entry -> entry.field("field").map(f -> severity(entry, f)).stream())
            .toList(),
        // Only the first counts, even if it has no field.
        rule.tables("risk_score_mapping").stream()
            .limit(1)
            .flatMap(entry -> entry.field("field").map(f -> riskScore(entry, f)).stream())
            .toList());
  }

  private static AlertOverrides.SeverityMapping severity(RuleKeys entry, FieldName field) {
    return new AlertOverrides.SeverityMapping(
        field, entry.text("value"), severity(entry.text("severity")));
  }

  private static AlertOverrides.RiskScoreMapping riskScore(RuleKeys entry, FieldName field) {
    return new AlertOverrides.RiskScoreMapping(field, entry.text("value"));
  }

  private static ExceptionList exceptions(RuleKeys list) {
    return new ExceptionList(
        list.text("id"), list.text("list_id"), list.text("type"), list.text("namespace_type"));
  }

  private static AlertSuppression suppression(RuleKeys suppression) {
    AlertSuppression.MissingFields preset = AlertSuppression.MissingFields.SUPPRESS;
    RuleKeys duration = suppression.keys("duration");
    return new AlertSuppression(
        suppression.fields("group_by"),
        suppression.has("duration")
            ? Intervals.parse(duration.whole("value").orElseThrow() + duration.text("unit"))
            : Optional.empty(),
        word(
            AlertSuppression.MissingFields.values(),
            suppression.text("missing_fields_strategy", preset.spelling())));
  }

  private Optional<QueryText> query(String key, String languageKey) {
    String language = rule.text(languageKey, DEFAULT_LANGUAGE);
    return rule.table()
        .get(key)
        .filter(value -> !value.asText().orElse("").isBlank())
        .map(value -> ((DataValue.Text) value).text())
        .map(text -> new QueryText(language, text));
  }

  private RuleBody body(RuleType type) {
    return switch (type) {
      case QUERY -> new RuleBody.Query();
      case SAVED_QUERY -> new RuleBody.SavedQuery(rule.text("saved_id"));
      case EQL ->
          new RuleBody.Eql(
              rule.field("event_category_override"),
              rule.field("timestamp_field"),
              rule.field("tiebreaker_field"));
      case ESQL -> new RuleBody.Esql();
      case THRESHOLD -> threshold(rule.keys("threshold"));
      case THREAT_MATCH -> threatMatch();
      case NEW_TERMS -> newTerms(rule.keys("new_terms"));
      case MACHINE_LEARNING ->
          new RuleBody.MachineLearning(
              rule.texts("machine_learning_job_id"),
              (int) rule.whole("anomaly_threshold").orElseThrow());
    };
  }

  private static RuleBody threshold(RuleKeys threshold) {
    return new RuleBody.Threshold(
        threshold.fields("field"),
        threshold.whole("value").orElseThrow(),
        threshold.tables("cardinality").stream()
            .findFirst()
            .map(
                first ->
                    new RuleBody.Cardinality(
                        first.field("field").orElseThrow(), first.whole("value").orElseThrow())));
  }

  private RuleBody threatMatch() {
    return new RuleBody.ThreatMatch(
        rule.texts("threat_index"),
        query("threat_query", "threat_language"),
        rule.values("threat_filters"),
        rule.text("threat_indicator_path", DEFAULT_INDICATOR_PATH),
        rule.tables("threat_mapping").stream().map(RuleAssembler::mappingGroup).toList());
  }

  private static RuleBody.MappingGroup mappingGroup(RuleKeys group) {
    List<RuleBody.MappingEntry> entries =
        group.tables("entries").stream()
            .map(
                entry ->
                    new RuleBody.MappingEntry(
                        entry.field("field").orElseThrow(),
                        entry.field("value").orElseThrow(),
                        entry.truth("negate")))
            .toList();
    return new RuleBody.MappingGroup(entries);
  }

  private static RuleBody newTerms(RuleKeys terms) {
    Duration history = terms.tables("history_window_start").get(0).date("value").orElseThrow();
    return new RuleBody.NewTerms(terms.fields("value"), history);
  }
}

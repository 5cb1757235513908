package dev.sigrun.compiler.format.elastic;

import static dev.sigrun.compiler.rule.RuleType.EQL;
import static dev.sigrun.compiler.rule.RuleType.ESQL;
import static dev.sigrun.compiler.rule.RuleType.MACHINE_LEARNING;
import static dev.sigrun.compiler.rule.RuleType.NEW_TERMS;
import static dev.sigrun.compiler.rule.RuleType.QUERY;
import static dev.sigrun.compiler.rule.RuleType.SAVED_QUERY;
import static dev.sigrun.compiler.rule.RuleType.THREAT_MATCH;
import static dev.sigrun.compiler.rule.RuleType.THRESHOLD;

import dev.sigrun.compiler.format.elastic.Shape.Key;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.compiler.rule.RuleType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key of a rule file: its value and the types of rules that have it. */
final class RuleShape {
  private static final Shape TEXT = new Shape.Text(false);
  private static final Shape ANY_TEXT = new Shape.Text(true);

  /** Of keys and entries that Kibana takes blank, and that then mean nothing. */
  private static final Shape TEXT_OR_BLANK = new Shape.OrBlank(TEXT);

  private static final Shape TEXTS = list(TEXT_OR_BLANK);
  private static final Shape DATE = new Shape.Formatted("[0-9]{4}/[0-9]{2}/[0-9]{2}", "2026/01/31");
  private static final Shape STACK_VERSION =
      new Shape.Formatted("[0-9]+\\.[0-9]+(?:\\.[0-9]+)?", "9.3.0");
  private static final Shape TRUTH = new Shape.Truth();
  private static final Shape ANY_TABLE = new Shape.AnyTable();
  private static final Shape ANY_TABLES = list(ANY_TABLE);
  private static final Shape COUNT = new Shape.Whole(1, Long.MAX_VALUE);
  private static final Shape SEVERITY = choice(RuleSeverity.values());
  private static final Shape LANGUAGE =
      new Shape.Choice(
          List.of("eql", "kuery", "lucene", "esql"),
          Map.of("kql", "kuery", "kibana", "kuery", "es|ql", "esql"));

  /** Keys that Kibana adds to rules and takes back with them; they change nothing of a rule. */
  static final List<String> OF_KIBANA =
      List.of(
          "alias_purpose",
          "alias_target_id",
          "created_at",
          "created_by",
          "execution_summary",
          "id",
          "immutable",
          "namespace",
          "outcome",
          "output_index",
          "revision",
          "rule_source",
          "updated_at",
          "updated_by",
          "version");

  /** The keys of {@code [metadata]}. */
  static final Shape.Table METADATA =
      table(
          required("creation_date", DATE),
          required("updated_date", DATE),
          optional("maturity", choice(Maturity.values())),
          optional("integration", new Shape.OneOrMore(TEXT_OR_BLANK, 0, 1000)),
          optional("min_stack_version", STACK_VERSION),
          optional("min_stack_comments", TEXT_OR_BLANK),
          optional("bypass_bbr_timing", TRUTH),
          optional("promotion", TRUTH),
          optional("deprecation_date", DATE),
          optional("deprecated_reason", TEXT_OR_BLANK),
          optional("comments", TEXT_OR_BLANK),
          optional("os_type_list", list(new Shape.Choice(List.of("windows", "linux", "macos")))),
          optional("query_schema_validation", TRUTH),
          optional(
              "related_endpoint_rules",
              new Shape.ListOf(new Shape.OneOrMore(TEXT, 1, 1000), 0, 1000)),
          optional("extended", ANY_TABLE));

  private static final Shape SUBTECHNIQUE = table(item());
  private static final Shape TECHNIQUE =
      table(with(item(), optional("subtechnique", list(SUBTECHNIQUE))));
  private static final Shape THREAT =
      table(
          required("framework", ANY_TEXT),
          required("tactic", table(item())),
          optional("technique", list(TECHNIQUE)));

  private static final Shape SUPPRESSION =
      table(
          new Key(
              "group_by",
              new Shape.ListOf(TEXT, 1, 3),
              Need.requiredBy(EnumSet.complementOf(EnumSet.of(THRESHOLD)))),
          new Key(
              "duration",
              table(
                  required("value", COUNT),
                  required("unit", new Shape.Choice(List.of("s", "m", "h")))),
              Need.requiredBy(THRESHOLD).orOptionalFor(QUERY, others(QUERY, THRESHOLD))),
          new Key(
              "missing_fields_strategy",
              choice(AlertSuppression.MissingFields.values()),
              Need.optionalFor(EnumSet.complementOf(EnumSet.of(THRESHOLD)))));

  private static final Shape THRESHOLDS =
      table(
          optional("field", new Shape.OneOrMore(TEXT_OR_BLANK, 0, 5)),
          required("value", COUNT),
          optional("cardinality", list(table(required("field", TEXT), required("value", COUNT)))));

  private static final Shape TERMS =
      table(
          required("field", new Shape.Choice(List.of("new_terms_fields"))),
          required("value", new Shape.ListOf(TEXT, 1, 3)),
          required(
              "history_window_start",
              new Shape.ListOf(
                  table(
                      required("field", new Shape.Choice(List.of("history_window_start"))),
                      required("value", TEXT)),
                  1,
                  1)));

  private static final Shape MAPPING_GROUP =
      table(
          required(
              "entries",
              new Shape.ListOf(
                  table(
                      required("field", TEXT),
                      required("type", new Shape.Choice(List.of("mapping"))),
                      required("value", TEXT),
                      optional("negate", TRUTH)),
                  1,
                  1000)));

  /** The keys of {@code [rule]}. */
  static final Shape.Table RULE =
      table(
          keysOfKibana(),
          required("type", choice(RuleType.values())),
          required("rule_id", TEXT),
          required("name", TEXT),
          required("description", TEXT),
          required("severity", SEVERITY),
          required("risk_score", new Shape.Whole(0, 100)),
          required("author", TEXTS),
          optional("license", TEXT_OR_BLANK),
          optional("tags", TEXTS),
          optional("references", TEXTS),
          optional("false_positives", TEXTS),
          optional("note", ANY_TEXT),
          optional("setup", ANY_TEXT),
          optional("threat", list(THREAT)),
          optional("threat_mappings", ANY_TABLES),
          optional("from", TEXT),
          optional("to", TEXT),
          optional("interval", TEXT),
          optional("enabled", TRUTH),
          optional("max_signals", COUNT),
          optional("throttle", TEXT),
          optional("building_block_type", new Shape.OrBlank(new Shape.Choice(List.of("default")))),
          optional("timestamp_override", TEXT_OR_BLANK),
          optional("timestamp_override_fallback_disabled", TRUTH),
          optional("rule_name_override", TEXT_OR_BLANK),
          optional("severity_mapping", list(overriding(required("severity", SEVERITY)))),
          optional(
              "risk_score_mapping",
              list(overriding(optional("risk_score", new Shape.Whole(0, 100))))),
          optional("timeline_id", TEXT_OR_BLANK),
          optional("timeline_title", TEXT_OR_BLANK),
          optional("exceptions_list", list(exceptions())),
          optional(
              "investigation_fields",
              table(required("field_names", new Shape.ListOf(TEXT, 1, 1000)))),
          optional("filters", ANY_TABLES),
          optional("alert_suppression", SUPPRESSION),
          optional("actions", ANY_TABLES),
          optional("response_actions", ANY_TABLES),
          optional("related_integrations", ANY_TABLES),
          optional("required_fields", ANY_TABLES),
          optional("meta", ANY_TABLE),
          new Key(
              "query",
              ANY_TEXT,
              Need.requiredBy(EnumSet.of(EQL, ESQL, THRESHOLD, NEW_TERMS, THREAT_MATCH))
                  .orOptionalFor(QUERY, SAVED_QUERY)),
          new Key(
              "language",
              LANGUAGE,
              Need.requiredBy(EnumSet.of(QUERY, EQL, ESQL, THRESHOLD, NEW_TERMS, THREAT_MATCH))
                  .orOptionalFor(SAVED_QUERY)),
          new Key("index", TEXTS, Need.optionalFor(QUERY, others(QUERY, ESQL, MACHINE_LEARNING))),
          new Key(
              "data_view_id",
              TEXT_OR_BLANK,
              Need.optionalFor(QUERY, others(QUERY, ESQL, MACHINE_LEARNING))),
          new Key("event_category_override", TEXT_OR_BLANK, Need.optionalFor(EQL)),
          new Key("timestamp_field", TEXT_OR_BLANK, Need.optionalFor(EQL)),
          new Key("tiebreaker_field", TEXT_OR_BLANK, Need.optionalFor(EQL)),
          new Key("threshold", THRESHOLDS, Need.requiredBy(THRESHOLD)),
          new Key("new_terms", TERMS, Need.requiredBy(NEW_TERMS)),
          new Key(
              "threat_index",
              new Shape.ListOf(TEXT_OR_BLANK, 1, 1000),
              Need.requiredBy(THREAT_MATCH)),
          new Key(
              "threat_mapping",
              new Shape.ListOf(MAPPING_GROUP, 1, 1000),
              Need.requiredBy(THREAT_MATCH)),
          new Key("threat_query", ANY_TEXT, Need.optionalFor(THREAT_MATCH)),
          new Key("threat_language", LANGUAGE, Need.optionalFor(THREAT_MATCH)),
          new Key("threat_filters", ANY_TABLES, Need.optionalFor(THREAT_MATCH)),
          new Key("threat_indicator_path", TEXT, Need.optionalFor(THREAT_MATCH)),
          new Key("concurrent_searches", COUNT, Need.optionalFor(THREAT_MATCH)),
          new Key("items_per_search", COUNT, Need.optionalFor(THREAT_MATCH)),
          new Key("anomaly_threshold", new Shape.Whole(0, 100), Need.requiredBy(MACHINE_LEARNING)),
          new Key(
              "machine_learning_job_id",
              new Shape.OneOrMore(TEXT, 1, 1000),
              Need.requiredBy(MACHINE_LEARNING)),
          new Key(
              "saved_id",
              ANY_TEXT,
              Need.requiredBy(SAVED_QUERY).orOptionalFor(QUERY, THRESHOLD, THREAT_MATCH)));

  private RuleShape() {}

  private static Key required(String name, Shape shape) {
    return new Key(name, shape, Need.REQUIRED);
  }

  private static Key optional(String name, Shape shape) {
    return new Key(name, shape, Need.OPTIONAL);
  }

  private static Key[] keysOfKibana() {
    return OF_KIBANA.stream().map(name -> optional(name, new Shape.Anything())).toArray(Key[]::new);
  }

  private static Shape.Table table(Key[] further, Key... keys) {
    return new Shape.Table(Stream.concat(Arrays.stream(keys), Arrays.stream(further)).toList());
  }

  private static Shape.Table table(Key... keys) {
    return new Shape.Table(List.of(keys));
  }

  private static Shape list(Shape element) {
    return new Shape.ListOf(element, 0, 10_000);
  }

  private static Shape choice(Enum<?>[] values) {
    return new Shape.Choice(words(values));
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::toString).toList();
  }

  private static Key[] item() {
    return new Key[] {
      required("id", ANY_TEXT), required("name", ANY_TEXT), optional("reference", ANY_TEXT)
    };
  }

  private static Key[] with(Key[] keys, Key further) {
    Key[] all = Arrays.copyOf(keys, keys.length + 1);
    all[keys.length] = further;
    return all;
  }

  private static Shape overriding(Key target) {
    return table(
        required("field", ANY_TEXT),
        required("operator", new Shape.Choice(List.of("equals"))),
        required("value", ANY_TEXT),
        target);
  }

  private static Shape exceptions() {
    return table(
        required("id", TEXT),
        required("list_id", TEXT),
        required("type", TEXT),
        required("namespace_type", new Shape.Choice(List.of("single", "agnostic"))));
  }

  private static RuleType[] others(RuleType... excluded) {
    return EnumSet.complementOf(EnumSet.copyOf(List.of(excluded))).toArray(RuleType[]::new);
  }
}

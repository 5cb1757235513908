package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.compiler.source.Origin;
import java.util.regex.Pattern;

/**
 * Warns of what Elastic's own rules never do, although Kibana takes it and it changes nothing of
 * what the rule finds.
 */
final class ConventionLint {
  private static final DiagnosticKind OF_KIBANA =
      DiagnosticKind.convention(
          "RUL011", "Key '%s' is maintained by Kibana and has no effect in a rule file.");
  private static final DiagnosticKind BAD_NAME =
      DiagnosticKind.convention(
          "RUL013",
          "Name '%s' must have at least three characters, start with one of a-z, A-Z and 0-9,"
              + " and end with one of these or a bracket.");
  private static final DiagnosticKind TWO_SOURCES =
      DiagnosticKind.convention(
          "RUL014", "Both 'index' and 'data_view_id' are given: Kibana uses only the data view.");
  private static final DiagnosticKind SCORE_AGAINST_SEVERITY =
      DiagnosticKind.convention(
          "RUL018", "Risk score %s does not fit severity %s, which ranges from %s to %s.");

  private static final Pattern NAME =
      Pattern.compile("[a-zA-Z0-9].+?[a-zA-Z0-9\\[\\]()]", Pattern.DOTALL);

  private final RuleKeys metadata;
  private final RuleKeys rule;
  private final DiagnosticSink sink;

  private ConventionLint(DataValue.Table metadata, DataValue.Table rule, DiagnosticSink sink) {
    this.metadata = new RuleKeys(metadata);
    this.rule = new RuleKeys(rule);
    this.sink = sink;
  }

  /** Looks at the tables of a rule without errors. */
  static void check(DataValue.Table metadata, DataValue.Table rule, DiagnosticSink sink) {
    ConventionLint lint = new ConventionLint(metadata, rule, sink);
    lint.checkIntegration();
    lint.checkKeys();
    lint.checkName();
    lint.checkEventSource();
    lint.checkScore();
  }

  private void checkIntegration() {
    String key = "integration";
    if (metadata.has(key) && metadata.values(key).isEmpty()) {
      report(Blanks.EMPTY, metadata.origin(key), key);
    }
  }

  private void checkKeys() {
    for (String key : RuleShape.OF_KIBANA) {
      if (rule.has(key)) {
        report(OF_KIBANA, rule.keyOrigin(key), key);
      }
    }
  }

  private void checkName() {
    String name = rule.text("name");
    if (!NAME.matcher(name).matches()) {
      report(BAD_NAME, rule.origin("name"), name);
    }
  }

  private void checkEventSource() {
    if (!rule.texts("index").isEmpty() && rule.has("data_view_id")) {
      report(TWO_SOURCES, rule.keyOrigin("data_view_id"));
    }
  }

  private void checkScore() {
    RuleSeverity severity = RuleAssembler.severity(rule.text("severity"));
    long score = rule.whole("risk_score").orElseThrow();
    if (score < severity.lowestScore() || score > severity.highestScore()) {
      report(
          SCORE_AGAINST_SEVERITY,
          rule.origin("risk_score"),
          score,
          severity,
          severity.lowestScore(),
          severity.highestScore());
    }
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}

package dev.sigrun.testing.report;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.source.Position;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.CaseResult.Outcome;
import dev.sigrun.testing.result.Failure;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints reports for programs. */
public final class JsonReport {
  private static final int VERSION = 1;

  private JsonReport() {}

  /**
   * The report as a JSON object.
   *
   * @param minimum how many positive and how many negative cases each rule should have
   */
  public static String print(TestReport report, long minimum) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    for (Outcome outcome : Outcome.values()) {
      json.put(outcome.word(), report.count(outcome));
    }
    json.put("minimum", minimum);
    json.put("lacking", report.lacking(minimum).stream().map(RuleResult::path).toList());
    json.put("rules", report.rules().stream().map(JsonReport::rule).toList());
    json.put("diagnostics", report.diagnostics().stream().map(JsonReport::diagnostic).toList());
    return JsonValues.writePretty(json) + "\n";
  }

  private static Map<String, @Nullable Object> rule(RuleResult rule) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("path", rule.path());
    json.put("name", rule.name().orElse(null));
    json.put("test", rule.testPath().orElse(null));
    json.put("unsupported", rule.unsupported().orElse(null));
    json.put("broken", rule.broken());
    json.put("positiveCases", rule.positives());
    json.put("negativeCases", rule.negatives());
    json.put("cases", rule.cases().stream().map(JsonReport::testCase).toList());
    return json;
  }

  private static Map<String, @Nullable Object> testCase(CaseResult result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", result.name());
    json.put("line", result.line());
    json.put("positive", result.positive());
    json.put("outcome", result.outcome().word());
    result.skipped().ifPresent(reason -> json.put("reason", reason));
    result.failure().ifPresent(failure -> addFailure(failure, json));
    return json;
  }

  private static void addFailure(Failure failure, Map<String, @Nullable Object> json) {
    json.put("expected", failure.expected());
    json.put("found", failure.found());
    json.put("findings", failure.findings().stream().map(JsonReport::finding).toList());
  }

  private static Map<String, Object> finding(Failure.Finding finding) {
    return ordered(
        "title",
        finding.title(),
        "clauses",
        finding.clauses().stream().map(c -> clause(c)).toList());
  }

  private static Map<String, Object> clause(Failure.Clause clause) {
    return ordered(
        "line", clause.line(),
        "truth", clause.truth(),
        "condition", clause.condition(),
        "values", clause.values());
  }

  private static Map<String, Object> diagnostic(Diagnostic diagnostic) {
    Position position = diagnostic.position();
    return ordered(
        "path", diagnostic.source().name(),
        "line", position.line(),
        "column", position.column(),
        "severity", diagnostic.severity().label(),
        "code", diagnostic.code(),
        "message", diagnostic.message());
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}

package dev.sigrun.cli.report;

import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results of {@code check} as JSON, in the shape that {@code docs/json.md} describes. */
public final class CheckReport {
  /** Increased when a key changes its meaning or disappears; new keys do not count. */
  private static final int SHAPE = 1;

  private CheckReport() {}

  /** The report as a JSON object. */
  public static String json(CheckedRules checked, List<Diagnostic> wrongPaths) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", SHAPE);
    report.put("rules", checked.rulesAlone().size());
    report.put("compiled", checked.count(Outcome.COMPILED));
    report.put("parts", checked.count(Outcome.PART));
    report.put("failed", checked.count(Outcome.FAILED));
    report.put("unsupported", checked.count(Outcome.UNSUPPORTED));
    report.put("unsupportedByReason", checked.unsupportedByReason());
    report.put("byType", byType(checked));
    report.put(
        "diagnostics",
        Finding.all(checked, wrongPaths).stream().map(CheckReport::diagnostic).toList());
    return JsonValues.writePretty(report);
  }

  private static Map<String, Integer> byType(CheckedRules checked) {
    Map<String, Integer> counts = new TreeMap<>();
    checked.rulesAlone().forEach(rule -> counts.merge(rule.type(), 1, Integer::sum));
    return counts;
  }

  private static Map<String, @Nullable Object> diagnostic(Finding finding) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("path", finding.path());
    values.put("line", finding.start().line());
    values.put("column", finding.start().column());
    values.put("endLine", finding.end().line());
    values.put("endColumn", finding.end().column());
    values.put("severity", finding.severity().label());
    values.put("code", finding.code());
    values.put("message", finding.message());
    values.put("rule", finding.rule().orElse(null));
    return values;
  }
}

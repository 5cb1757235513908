package dev.sigrun.cli.report;

import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.source.Position;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results of {@code check}, for programs. */
public final class CheckReport {
  private CheckReport() {}

  /** The report as a JSON object. */
  public static String json(CheckedRules checked, List<Diagnostic> wrongPaths) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("rules", checked.rules().size());
    report.put("compiled", checked.count(Outcome.COMPILED));
    report.put("parts", checked.count(Outcome.PART));
    report.put("failed", checked.count(Outcome.FAILED));
    report.put("unsupported", checked.count(Outcome.UNSUPPORTED));
    report.put("unsupportedByReason", checked.unsupportedByReason());
    report.put("byType", byType(checked));
    report.put("diagnostics", diagnostics(checked, wrongPaths));
    return JsonValues.writePretty(report);
  }

  private static Map<String, Integer> byType(CheckedRules checked) {
    Map<String, Integer> counts = new TreeMap<>();
    checked.rules().forEach(rule -> counts.merge(rule.type(), 1, Integer::sum));
    return counts;
  }

  private static List<Map<String, @Nullable Object>> diagnostics(
      CheckedRules checked, List<Diagnostic> wrongPaths) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    wrongPaths.forEach(diagnostic -> all.add(diagnostic(diagnostic, Optional.empty())));
    for (CheckedRule rule : checked.rules()) {
      Optional<String> identity = rule.diagnostics().isEmpty() ? Optional.empty() : rule.identity();
      rule.diagnostics().forEach(diagnostic -> all.add(diagnostic(diagnostic, identity)));
    }
    return all;
  }

  private static Map<String, @Nullable Object> diagnostic(
      Diagnostic diagnostic, Optional<String> rule) {
    Position position = diagnostic.position();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("path", diagnostic.source().name());
    values.put("line", position.line());
    values.put("column", position.column());
    values.put("severity", diagnostic.severity().label());
    values.put("code", diagnostic.code());
    values.put("message", diagnostic.message());
    values.put("rule", rule.orElse(null));
    return values;
  }
}

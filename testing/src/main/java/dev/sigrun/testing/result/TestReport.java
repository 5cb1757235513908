package dev.sigrun.testing.result;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import java.util.List;

/**
 * The result of running rule tests. The same rules and tests give equal reports.
 *
 * @param rules in the order of the arguments
 * @param diagnostics the errors of test files and of the rules that they need
 */
public record TestReport(List<RuleResult> rules, List<Diagnostic> diagnostics) {
  /** Copies the lists. */
  public TestReport {
    rules = List.copyOf(rules);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The number of cases with this outcome. */
  public long count(CaseResult.Outcome outcome) {
    return rules.stream()
        .flatMap(rule -> rule.cases().stream())
        .filter(result -> result.outcome() == outcome)
        .count();
  }

  /** Whether a case failed. */
  public boolean hasFailures() {
    return count(CaseResult.Outcome.FAILED) > 0;
  }

  /** Whether there are errors, so that cases were not run. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  private String counted(Severity severity) {
    long count = diagnostics.stream().filter(d -> d.severity() == severity).count();
    return count == 0 ? "" : ", " + Counts.of(count, severity.label());
  }

  /** The rules that have fewer positive or fewer negative cases than {@code minimum}. */
  public List<RuleResult> lacking(long minimum) {
    return rules.stream().filter(rule -> rule.lacks(minimum)).toList();
  }

  /**
   * {@code 12 rules, 48 cases: 47 passed, 1 failed, 0 skipped}, and the errors and warnings, if
   * any.
   */
  public String summary() {
    long cases = rules.stream().mapToLong(rule -> rule.cases().size()).sum();
    return Counts.of(rules.size(), "rule")
        + ", "
        + Counts.of(cases, "case")
        + ": "
        + count(CaseResult.Outcome.PASSED)
        + " passed, "
        + count(CaseResult.Outcome.FAILED)
        + " failed, "
        + count(CaseResult.Outcome.SKIPPED)
        + " skipped"
        + counted(Severity.ERROR)
        + counted(Severity.WARNING);
  }
}

package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.rule.RuleSetChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What there is to say about rules that were compiled together.
 *
 * @param rules in the order of their sources, files beside rules among them
 */
public record SetReport(List<RuleFacts> rules) {
  /** Copies the list. */
  public SetReport {
    rules = List.copyOf(rules);
  }

  /** The rules with what is wrong with them as a set. */
  static SetReport of(List<RuleFacts> rules, Severities severities) {
    RuleSetChecker checker =
        new RuleSetChecker(
            rules.stream()
                .filter(rule -> !rule.beside())
                .flatMap(rule -> rule.head().stream())
                .toList());
    FileComments comments = new FileComments(severities);
    List<RuleFacts> checked = new ArrayList<>();
    for (RuleFacts rule : rules) {
      DiagnosticSink sink = comments.sink(rule);
      RuleFacts known = rule;
      if (!rule.beside() && rule.head().isPresent()) {
        known = rule.with(checker.check(rule.head().get(), sink));
      }
      comments.seen(known, sink);
      checked.add(known.with(sink.diagnostics()));
    }
    return new SetReport(checked.stream().map(rule -> rule.with(comments.report(rule))).toList());
  }

  /** The rules alone, without the files beside them; a file with errors counts as a rule. */
  private List<RuleFacts> rulesAlone() {
    return rules.stream()
        .filter(rule -> !rule.beside() || rule.outcome() == Outcome.FAILED)
        .toList();
  }

  /** The number of rules with this outcome. */
  public long count(Outcome outcome) {
    return rulesAlone().stream().filter(rule -> rule.outcome() == outcome).count();
  }

  /** Whether some rule has errors. */
  public boolean hasFailures() {
    return count(Outcome.FAILED) > 0;
  }

  /** All reports, in the order of the rules. */
  public List<Diagnostic> diagnostics() {
    return rules.stream().flatMap(rule -> rule.diagnostics().stream()).toList();
  }

  /** The number of unsupported rules, by reason. */
  Map<String, Integer> unsupportedByReason() {
    Map<String, Integer> counts = new TreeMap<>();
    rules.stream()
        .map(RuleFacts::unsupported)
        .flatMap(Optional::stream)
        .forEach(reason -> counts.merge(label(reason), 1, Integer::sum));
    return counts;
  }

  /**
   * {@code 12 rules: 9 compiled, 2 unsupported (2 ES|QL), 1 failed, 4 warnings}; rules that belong
   * to others are counted if there are some.
   */
  public String summary() {
    long parts = count(Outcome.PART);
    long unsupported = count(Outcome.UNSUPPORTED);
    long warnings = diagnostics().stream().filter(d -> d.severity() == Severity.WARNING).count();
    return Counts.of(rulesAlone().size(), "rule")
        + ": "
        + count(Outcome.COMPILED)
        + " compiled, "
        + (parts == 0 ? "" : parts + " in other rules, ")
        + unsupported
        + " unsupported"
        + (unsupported == 0 ? "" : " (" + Counts.byLabel(unsupportedByReason()) + ")")
        + ", "
        + count(Outcome.FAILED)
        + " failed, "
        + Counts.of(warnings, "warning");
  }

  /** The unsupported feature that a rule needs, as a short name if it has one. */
  private static String label(Diagnostic reason) {
    return reason.kind().feature().orElse(reason.message());
  }
}

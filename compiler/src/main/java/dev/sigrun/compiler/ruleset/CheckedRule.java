package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleHead;
import java.util.List;
import java.util.Optional;

/**
 * The result of compiling one rule and checking it against the other rules of the set.
 *
 * @param path its file as messages call it
 * @param beside whether it is no rule, but a file that lies beside rules and adds to them
 * @param compilation absent if its file cannot be read
 * @param diagnostics all reports about it, by place
 */
public record CheckedRule(
    String path, boolean beside, Optional<Compilation> compilation, List<Diagnostic> diagnostics) {
  /** Copies the list. */
  public CheckedRule {
    diagnostics = List.copyOf(diagnostics);
  }

  /** This rule as it is in the set: with the reports about it, and its identity there. */
  CheckedRule amongOthers(RuleFacts facts) {
    Optional<String> id = facts.head().map(RuleHead::ruleId);
    Optional<Compilation> there =
        id.isEmpty() || id.equals(rule().map(Rule::ruleId))
            ? compilation
            : compilation.map(same -> same.withRuleId(id.get()));
    return new CheckedRule(path, beside, there, facts.diagnostics());
  }

  /** The outcome of its compilation, including errors among rules. */
  public Compilation.Outcome outcome() {
    boolean failed =
        compilation.isEmpty() || diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    return failed ? Compilation.Outcome.FAILED : compilation.get().outcome();
  }

  /** The rule, if its file could be read as one. */
  public Optional<Rule> rule() {
    return compilation.flatMap(Compilation::rule);
  }

  /** Its meaning, whether or not it gets along with the others. */
  public Optional<AnalyzedRule> analyzed() {
    return compilation.flatMap(Compilation::analyzed);
  }

  /** Why it is not compiled although nothing is wrong with it. */
  public Optional<Diagnostic> unsupported() {
    return outcome() == Compilation.Outcome.UNSUPPORTED
        ? compilation.flatMap(Compilation::unsupported)
        : Optional.empty();
  }

  /** Its identity, otherwise its name, also of a rule with errors if they can be read. */
  public Optional<String> identity() {
    return rule().map(Rule::ruleId).or(() -> outline().ruleId()).or(() -> outline().name());
  }

  /** Its type in the words of rule files, also of a rule with errors if it can be read. */
  public String type() {
    return outline().type().orElse("unreadable");
  }

  private RuleOutline outline() {
    return compilation.map(Compilation::outline).orElse(RuleOutline.NONE);
  }
}

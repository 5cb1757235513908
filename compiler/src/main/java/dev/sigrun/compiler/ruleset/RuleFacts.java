package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.IgnoredCodes;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleHead;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that compiling a rule found out about it, apart from what it means.
 *
 * @param path its file as messages call it
 * @param beside whether it is no rule, but a file that lies beside rules and adds to them
 * @param head its metadata, if its file could be read as a rule
 * @param alone the outcome of its compilation
 * @param exceptionLists whether it has lists of exceptions that are kept elsewhere
 * @param ignored the warnings that its file turns off; empty if the file cannot be read
 * @param turnedOff the codes of warnings about this rule that were turned off
 * @param diagnostics all reports about it, by place
 */
public record RuleFacts(
    String path,
    boolean beside,
    Optional<RuleHead> head,
    Outcome alone,
    boolean exceptionLists,
    Optional<IgnoredCodes> ignored,
    Set<String> turnedOff,
    List<Diagnostic> diagnostics) {
  /** Copies the collections. */
  public RuleFacts {
    turnedOff = Set.copyOf(turnedOff);
    diagnostics = List.copyOf(diagnostics);
  }

  static RuleFacts of(CheckedRule rule) {
    Optional<Compilation> compilation = rule.compilation();
    return new RuleFacts(
        rule.path(),
        rule.beside(),
        rule.rule().map(Rule::head),
        compilation.map(Compilation::outcome).orElse(Outcome.FAILED),
        rule.rule().filter(each -> !each.exceptionLists().isEmpty()).isPresent(),
        compilation.map(Compilation::ignored),
        compilation.map(Compilation::turnedOff).orElse(Set.of()),
        rule.diagnostics());
  }

  /** The same with more reports. */
  RuleFacts with(List<Diagnostic> more) {
    return new RuleFacts(
        path,
        beside,
        head,
        alone,
        exceptionLists,
        ignored,
        turnedOff,
        Stream.concat(diagnostics.stream(), more.stream()).sorted(Diagnostic.ORDER).toList());
  }

  /** The same about a rule that has another head in the set. */
  RuleFacts with(RuleHead other) {
    return new RuleFacts(
        path, beside, Optional.of(other), alone, exceptionLists, ignored, turnedOff, diagnostics);
  }

  /** The outcome, including errors among rules. */
  public Outcome outcome() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR)
        ? Outcome.FAILED
        : alone;
  }

  /** Why it is not compiled although nothing is wrong with it. */
  Optional<Diagnostic> unsupported() {
    return outcome() == Outcome.UNSUPPORTED
        ? diagnostics.stream().filter(d -> d.severity() == Severity.UNSUPPORTED).findFirst()
        : Optional.empty();
  }
}

package dev.sigrun.compiler;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.Backend;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.IgnoredCodes;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The result of compiling one rule.
 *
 * <pre>{@code
 * Optional<Artifact> query = compilation.emit(new DslBackend(ExportOptions.defaults()));
 * query.flatMap(Artifact::text).ifPresent(System.out::print);
 * }</pre>
 *
 * @param source the file, which may contain more rules
 * @param outline basic facts about the rule, available even if it has errors
 * @param rule the rule if it could be read
 * @param parsed its query as it was read, if it could be
 * @param analyzed its meaning, if it has no errors and is supported
 * @param part whether it has no errors and belongs to other rules: it raises no alerts of its own
 * @param ignored the warnings that the file turns off
 * @param turnedOff the codes of warnings about this rule that were turned off
 * @param diagnostics all reports about it, by place
 */
public record Compilation(
    SourceText source,
    RuleOutline outline,
    Optional<Rule> rule,
    Optional<ParsedQuery> parsed,
    Optional<AnalyzedRule> analyzed,
    boolean part,
    IgnoredCodes ignored,
    Set<String> turnedOff,
    List<Diagnostic> diagnostics) {
  /** Copies the collections. */
  public Compilation {
    turnedOff = Set.copyOf(turnedOff);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The same for a rule that has another identity among the rules that it is compiled with. */
  public Compilation withRuleId(String other) {
    return new Compilation(
        source,
        outline,
        rule.map(same -> same.withRuleId(other)),
        parsed,
        analyzed.map(same -> same.withRuleId(other)),
        part,
        ignored,
        turnedOff,
        diagnostics);
  }

  /** The outcome of a compilation. */
  public enum Outcome {
    /** The rule has a meaning. */
    COMPILED,
    /** The rule is well formed and belongs to other rules: it raises no alerts of its own. */
    PART,
    /** The rule has errors. */
    FAILED,
    /** The rule is well formed but of a kind that is not compiled. */
    UNSUPPORTED
  }

  /** The outcome. */
  public Outcome outcome() {
    if (diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      return Outcome.FAILED;
    }
    return part ? Outcome.PART : analyzed.isPresent() ? Outcome.COMPILED : Outcome.UNSUPPORTED;
  }

  /** The rule as {@code backend} renders it; empty if it has errors or belongs to other rules. */
  public Optional<Artifact> emit(Backend backend) {
    return switch (outcome()) {
      case FAILED, PART -> Optional.empty();
      case COMPILED -> analyzed.map(backend::emit);
      case UNSUPPORTED ->
          rule.flatMap(r -> unsupported().map(reason -> backend.carry(r, parsed, reason)));
    };
  }

  /** Why the rule is not supported, if it is not. */
  public Optional<Diagnostic> unsupported() {
    return outcome() == Outcome.UNSUPPORTED
        ? diagnostics.stream().filter(d -> d.severity() == Severity.UNSUPPORTED).findFirst()
        : Optional.empty();
  }
}

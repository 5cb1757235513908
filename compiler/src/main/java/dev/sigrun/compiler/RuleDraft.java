package dev.sigrun.compiler;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.IgnoredCodes;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * A rule that was read, but not yet analysed: its meaning may depend on rules that are compiled
 * with it.
 *
 * @param source the file, which may contain more rules
 * @param outline basic facts about the rule, available even if it has errors
 * @param rule the rule if it could be read
 * @param parsed its query if it could be read
 * @param ignored the warnings that the file turns off
 * @param diagnostics all reports so far
 */
public record RuleDraft(
    SourceText source,
    RuleOutline outline,
    Optional<Rule> rule,
    Optional<ParsedQuery> parsed,
    IgnoredCodes ignored,
    List<Diagnostic> diagnostics) {
  /** Copies the list. */
  public RuleDraft {
    diagnostics = List.copyOf(diagnostics);
  }
}

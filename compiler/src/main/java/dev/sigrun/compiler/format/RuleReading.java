package dev.sigrun.compiler.format;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * The result of reading one rule of a file.
 *
 * @param rule the rule; empty if an error was reported
 * @param outline basic facts that are available in any case
 * @param diagnostics the diagnostics of the rule
 */
public record RuleReading(Optional<Rule> rule, RuleOutline outline, List<Diagnostic> diagnostics) {
  /** Copies the list. */
  public RuleReading {
    diagnostics = List.copyOf(diagnostics);
  }

  /** A rule that was read, with nothing but warnings. */
  public static RuleReading of(Rule rule, List<Diagnostic> diagnostics) {
    return new RuleReading(Optional.of(rule), RuleOutline.of(rule), diagnostics);
  }
}

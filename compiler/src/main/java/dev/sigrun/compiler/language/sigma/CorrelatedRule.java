package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.rule.FieldName;
import java.util.List;

/**
 * A rule that a correlation is about.
 *
 * @param name as the correlation calls it
 * @param query the rule
 * @param input what it finds
 * @param groups the names of the values that its alerts have as keys
 * @param singles the rules on single events that it is about; itself if it is one
 */
record CorrelatedRule(
    FieldName name,
    SigmaQuery query,
    Correlation.Input input,
    List<String> groups,
    List<ParsedSigma> singles) {
  CorrelatedRule {
    groups = List.copyOf(groups);
    singles = List.copyOf(singles);
  }

  /** Whether {@code reference} means this rule. */
  boolean isCalled(String reference) {
    return name.name().equals(reference) || query.identity().isCalled(reference);
  }
}

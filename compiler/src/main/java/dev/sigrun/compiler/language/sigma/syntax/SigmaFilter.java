package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * A condition on events that is added to those of some rules. It is not negated here: the author of
 * the filter does that.
 *
 * @param origin where the filter is written
 * @param logSource a rule's log source must have every attribute that is named here
 * @param rules identities or names of the rules; empty for all
 * @param identifiers the filter's own search identifiers, which hide those of a rule
 * @param condition over these identifiers
 */
public record SigmaFilter(
    Origin origin,
    LogSource logSource,
    List<FieldName> rules,
    List<SigmaRule.Identifier> identifiers,
    SigmaCondition condition) {
  /** Copies the lists. */
  public SigmaFilter {
    rules = List.copyOf(rules);
    identifiers = List.copyOf(identifiers);
  }
}

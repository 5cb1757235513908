package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * What must hold of an event in addition to the condition of some rules. It is the author of the
 * filter who negates.
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

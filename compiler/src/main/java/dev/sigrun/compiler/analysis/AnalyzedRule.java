package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule without errors, ready for every back end.
 *
 * @param rule as its author wrote it
 * @param query what it looks for
 * @param timing how it measures time
 * @param suppression which of its alerts belong together; empty if none do
 * @param parsed the query as it was read; empty if there is none, or if the meaning has another
 *     origin
 */
public record AnalyzedRule(
    Rule rule,
    Query query,
    Timing timing,
    Optional<Suppression> suppression,
    Optional<ParsedQuery> parsed) {
  /** A rule for a query that is in no rule file, all of whose alerts are kept. */
  public static AnalyzedRule of(Rule rule, Query query) {
    if (rule.suppression().isPresent()) {
      throw new IllegalArgumentException("Not analysed: the suppression of " + rule + ".");
    }
    return new AnalyzedRule(
        rule, query, SettingsAnalyzer.withoutSchema(rule), Optional.empty(), Optional.empty());
  }

  /** The same rule, in which the first of these fields that an event has gives its time. */
  public AnalyzedRule withTimes(List<NamedField> times) {
    Timing other = new Timing(times, times.get(0), timing.tiebreaker(), timing.runs());
    return new AnalyzedRule(rule, query, other, suppression, parsed);
  }

  /** The same rule under another identity. */
  public AnalyzedRule withRuleId(String other) {
    return new AnalyzedRule(rule.withRuleId(other), query, timing, suppression, parsed);
  }

  /** The same rule with another query, which is not in any file. */
  public AnalyzedRule withQuery(Query other) {
    return new AnalyzedRule(rule, other, timing, suppression, Optional.empty());
  }

  /** Names that the author of an EQL query marked as possibly unknown to the index. */
  public Set<String> optionalFields() {
    return parsed.map(ParsedQuery::optionalFields).orElse(Set.of());
  }
}

package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import java.util.Optional;

/**
 * A rule without errors, ready for every back end.
 *
 * @param rule as its author wrote it
 * @param query what it means
 * @param fields the fields that it names outside the query
 * @param parsed the query as it was read; empty if there is none, or if the meaning was not derived
 *     from it
 */
public record AnalyzedRule(
    Rule rule, Query query, RuleFields fields, Optional<ParsedQuery> parsed) {
  /** Refuses fields of another rule. */
  public AnalyzedRule {
    int named = rule.suppression().map(s -> s.groupBy().size()).orElse(0);
    if (named != fields.suppression().size()) {
      throw new IllegalArgumentException("These are not the fields of " + rule.ruleId() + ".");
    }
  }

  /** A rule that names no fields outside its query. */
  public AnalyzedRule(Rule rule, Query query) {
    this(rule, query, RuleFields.NONE);
  }

  /** A rule whose meaning does not come from a query that was read. */
  public AnalyzedRule(Rule rule, Query query, RuleFields fields) {
    this(rule, query, fields, Optional.empty());
  }
}

package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.Rule;

/**
 * A rule without errors, ready for every back end.
 *
 * @param rule as its author wrote it
 * @param query what it means
 * @param fields the fields that it names beside the query
 */
public record AnalyzedRule(Rule rule, Query query, RuleFields fields) {
  /** Refuses fields of another rule. */
  public AnalyzedRule {
    int named = rule.suppression().map(s -> s.groupBy().size()).orElse(0);
    if (named != fields.suppression().size()) {
      throw new IllegalArgumentException("These are not the fields of " + rule.ruleId() + ".");
    }
  }

  /** A rule that names no fields beside its query. */
  public AnalyzedRule(Rule rule, Query query) {
    this(rule, query, RuleFields.NONE);
  }
}

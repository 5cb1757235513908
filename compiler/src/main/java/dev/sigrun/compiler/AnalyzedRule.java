package dev.sigrun.compiler;

import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.Rule;

/**
 * A rule without errors, ready for every back end.
 *
 * @param rule as its author wrote it
 * @param query what it means
 */
public record AnalyzedRule(Rule rule, Query query) {}

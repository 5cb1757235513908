package dev.sigrun.benchmarks.rules;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.util.List;

/** The number of rules that are measured together. */
public enum RuleCount {
  /** Ten rules, spread over the folder. */
  TEN("10"),
  /** A hundred rules, spread over the folder. */
  HUNDRED("100"),
  /** Every rule. */
  ALL("all"),
  /** Every rule and nine altered copies of each. */
  TENFOLD("10 x all");

  private static final int COPIES = 10;

  private final String title;

  RuleCount(String title) {
    this.title = title;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** That many of the rules. */
  public List<AnalyzedRule> of(List<AnalyzedRule> rules) {
    return switch (this) {
      case TEN -> BenchmarkRules.spread(rules, 10);
      case HUNDRED -> BenchmarkRules.spread(rules, 100);
      case ALL -> rules;
      case TENFOLD -> RuleMultiplier.multiply(rules, COPIES);
    };
  }
}

package dev.sigrun.benchmarks.contender;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.runtime.RuleSet;
import java.io.IOException;
import java.util.List;

/** Gives a contender the rules in the form that it needs. */
public interface RuleSource {
  /** The rules as the IR has them. */
  List<AnalyzedRule> analyzed();

  /** The same rules, compiled and loaded. */
  RuleSet compiled() throws IOException;
}

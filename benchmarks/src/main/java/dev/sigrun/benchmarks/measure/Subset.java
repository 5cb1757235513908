package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.peer.LuceneFields;
import dev.sigrun.benchmarks.peer.LuceneForm;
import dev.sigrun.benchmarks.peer.RulerForm;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.util.List;

/**
 * The rules that take part: all, or those that a peer can express, so that both do the same work.
 */
public enum Subset {
  /** All. */
  EVERY,
  /** Those that Event Ruler takes. */
  RULER,
  /** Those that Lucene Monitor takes. */
  LUCENE;

  List<AnalyzedRule> of(List<AnalyzedRule> rules) {
    return switch (this) {
      case EVERY -> rules;
      case RULER -> RulerForm.convert(rules).rules();
      case LUCENE -> LuceneForm.convert(rules, new LuceneFields()).rules();
    };
  }
}

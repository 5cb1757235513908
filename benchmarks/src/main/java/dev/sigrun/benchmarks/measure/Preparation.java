package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.peer.LuceneFields;
import dev.sigrun.benchmarks.peer.LuceneForm;
import dev.sigrun.benchmarks.peer.RulerForm;
import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.benchmarks.rules.RuleCount;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates the files that the measuring processes load, and describes their content. A set that is
 * there already and has not changed costs no compilation.
 */
public final class Preparation {
  private Preparation() {}

  /** Makes all files; returns facts about the rules by name. */
  public static Map<String, String> prepare(Workload workload) throws IOException {
    workload.prepareEvents();
    RuleSets sets = new RuleSets(workload);
    sets.prepareWholeFolder();
    for (RuleCount count : RuleCount.values()) {
      sets.prepare(count, Subset.EVERY);
    }
    for (Subset subset : List.of(Subset.RULER, Subset.LUCENE)) {
      sets.prepare(RuleCount.ALL, subset);
    }
    return facts(workload);
  }

  private static Map<String, String> facts(Workload workload) {
    List<AnalyzedRule> all = BenchmarkRules.load(workload.rules());
    List<AnalyzedRule> single = BenchmarkRules.singleEvent(all);
    Map<String, String> facts = new TreeMap<>();
    facts.put("events", workload.describeEvents());
    facts.put("rules", Integer.toString(all.size()));
    facts.put("singleEvent", Integer.toString(single.size()));
    facts.put("ruler", RulerForm.convert(single).summary());
    facts.put("lucene", LuceneForm.convert(single, new LuceneFields()).summary());
    return facts;
  }
}

package dev.sigrun.cli.report;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.index.IndexWriter;
import dev.sigrun.compiler.index.Selectivity;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.internal.index.IndexSearch;
import dev.sigrun.runtime.internal.index.RuleFiling;
import dev.sigrun.runtime.internal.index.RuleIndex;
import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.util.List;

/** The index of some rules, and how often it takes events for such as could satisfy them. */
public final class IndexProbe {
  private final List<AnalyzedRule> rules;
  private final RuleIndex index;
  private final EventScanner scanner;
  private final ScannedEvent scanned;
  private final IndexSearch search;
  private final long[] candidates;
  private long events;

  public IndexProbe(List<AnalyzedRule> rules, Selectivity selectivity) {
    this.rules = List.copyOf(rules);
    this.index =
        RuleIndex.of(
            IndexWriter.write(
                rules.stream().map(rule -> rule.query().predicates()).toList(), selectivity));
    KeyTrie keys = index.keys();
    this.scanner = new EventScanner(keys);
    this.scanned = new ScannedEvent(keys);
    this.search = index.newSearch(keys, scanned);
    this.candidates = new long[rules.size()];
  }

  /** Searches the index for an event. */
  public void search(byte[] json) throws EventFormatException {
    scanner.scan(json, 0, json.length, scanned);
    int count = search.search();
    for (int i = 0; i < count; i++) {
      candidates[search.rule(i)]++;
    }
    events++;
  }

  List<AnalyzedRule> rules() {
    return rules;
  }

  /**
   * The requirements that the index places on an event before it considers the rule a candidate.
   */
  RuleFiling filing(int rule) {
    return index.explain(rule);
  }

  /** How many events were searched for. */
  long events() {
    return events;
  }

  /** The number of their kinds, as far as rules distinguish kinds. */
  long kinds() {
    return search.contextCount();
  }

  /** How many rules were found by what is rare, for all events together. */
  long lookups() {
    return search.checkedCount();
  }

  /** How many events could satisfy the rule. */
  long candidates(int rule) {
    return candidates[rule];
  }
}

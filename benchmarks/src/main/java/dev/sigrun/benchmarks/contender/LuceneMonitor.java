package dev.sigrun.benchmarks.contender;

import dev.sigrun.benchmarks.peer.Conversion;
import dev.sigrun.benchmarks.peer.LuceneFields;
import dev.sigrun.benchmarks.peer.LuceneForm;
import dev.sigrun.benchmarks.rules.RuleMultiplier;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.Query;

/**
 * Lucene Monitor on the rules that it can express. Its presearcher is given the fields that
 * distinguish rules poorly, which makes it twice as fast as by default.
 */
final class LuceneMonitor implements Contender {
  private static final int ADDED_AT_ONCE = 1000;

  private final LuceneFields fields = new LuceneFields();
  private final Monitor monitor;

  LuceneMonitor(List<AnalyzedRule> rules) throws IOException {
    Analyzer analyzer = new StandardAnalyzer();
    Presearcher presearcher =
        new TermFilteredPresearcher(LuceneMonitor::weight, List.of(), Set.of());
    monitor = new Monitor(analyzer, presearcher, new MonitorConfiguration());
    List<MonitorQuery> queries = new ArrayList<>();
    for (Conversion.Taken<Query> taken : LuceneForm.convert(rules, fields).taken()) {
      queries.add(new MonitorQuery(taken.rule().rule().ruleId(), taken.form()));
    }
    for (int i = 0; i < queries.size(); i += ADDED_AT_ONCE) {
      monitor.register(queries.subList(i, Math.min(queries.size(), i + ADDED_AT_ONCE)));
    }
  }

  /** Longer terms are rarer; those of fields that all rules ask for are common. */
  private static double weight(Term term) {
    String field = term.field();
    boolean common = field.startsWith("_") || RuleMultiplier.isShared(field.substring(2));
    return (common ? 0.1 : 1) * (3 + Math.min(term.bytes().length, 20));
  }

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    return monitor
        .match(fields.document(bytes, offset, length), QueryMatch.SIMPLE_MATCHER)
        .getMatchCount();
  }

  /** Ends the thread that tidies the cache, for which the process would wait. */
  @Override
  public void close() throws IOException {
    monitor.close();
  }
}

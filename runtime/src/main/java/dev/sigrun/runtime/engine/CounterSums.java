package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.rule.Rule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what the parts of a state have counted. */
final class CounterSums {
  private CounterSums() {}

  /** The counters of an engine. */
  static Counters of(EngineState state, long listenerFailures) {
    StreamCounts counts = state.counts();
    return new Counters(
        counts.events,
        counts.malformed,
        counts.matches,
        counts.withoutTime,
        counts.late,
        counts.ahead,
        counts.losses.dropped,
        counts.losses.forced,
        counts.skippedRules,
        listenerFailures,
        ofRules(state));
  }

  private static Map<String, RuleCounters> ofRules(EngineState state) {
    Map<String, RuleCounters> ofRuns = new HashMap<>();
    for (DetectorRun<?> run : state.detectors()) {
      ofRuns.put(run.ruleId(), run.counters());
    }
    for (MatcherRun run : state.matchers()) {
      if (run.hasCounted()) {
        ofRuns.merge(run.rule().ruleId(), run.counters(), RuleCounters::plus);
      }
    }
    Map<String, RuleCounters> ofRule = new LinkedHashMap<>();
    for (Rule rule : state.rules().rules()) {
      RuleCounters known = ofRuns.get(rule.ruleId());
      if (known != null && state.share().runs(rule.ruleId())) {
        ofRule.put(rule.ruleId(), state.reporter().counted(rule.ruleId(), known));
      }
    }
    return ofRule;
  }
}

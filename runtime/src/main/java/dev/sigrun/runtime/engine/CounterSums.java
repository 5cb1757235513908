package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.rule.Rule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

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

  /**
   * The counters of a partitioned engine.
   *
   * @param ofLanes those of all lanes
   * @param ofPartitions those of all lanes but the shared one, which gets the same events again
   */
  static Counters ofLanes(
      long events,
      long malformed,
      List<Counters> ofLanes,
      List<Counters> ofPartitions,
      long listenerFailures) {
    Map<String, RuleCounters> ofRule = new LinkedHashMap<>();
    for (Counters each : ofLanes) {
      each.ofRule().forEach((id, counters) -> ofRule.merge(id, counters, RuleCounters::plus));
    }
    return new Counters(
        events,
        malformed,
        sum(ofLanes, Counters::matches),
        sum(ofPartitions, Counters::withoutTime),
        sum(ofPartitions, Counters::late),
        sum(ofPartitions, Counters::ahead),
        sum(ofLanes, Counters::dropped),
        sum(ofLanes, Counters::forced),
        sum(ofPartitions, Counters::skippedRules),
        listenerFailures,
        ofRule);
  }

  private static long sum(List<Counters> counters, ToLongFunction<Counters> part) {
    return counters.stream().mapToLong(part).sum();
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

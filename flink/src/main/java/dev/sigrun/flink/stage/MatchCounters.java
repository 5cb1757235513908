package dev.sigrun.flink.stage;

import org.apache.flink.metrics.Counter;

/**
 * The counters of matching.
 *
 * @param metrics for rules that fail
 * @param events inputs read
 * @param malformed inputs that are not events
 * @param timeless events without a time that a rule needs
 * @param matches matches of rules that judge single events
 * @param selected events for rules with memory, once for each rule and key
 */
record MatchCounters(
    StageMetrics metrics,
    Counter events,
    Counter malformed,
    Counter timeless,
    Counter matches,
    Counter selected) {
  /** The counters in the group of a stage. */
  static MatchCounters of(StageMetrics metrics) {
    return new MatchCounters(
        metrics,
        metrics.counter("events"),
        metrics.counter("malformed"),
        metrics.counter("timeless"),
        metrics.counter("matches"),
        metrics.counter("selected"));
  }
}

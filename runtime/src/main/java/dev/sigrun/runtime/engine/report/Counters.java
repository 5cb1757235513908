package dev.sigrun.runtime.engine.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The counters of an engine since its start; {@link Counter} has the meanings. After a restore from
 * a snapshot, counters continue from their old values.
 *
 * <pre>{@code
 * Counters counters = engine.counters();
 * log.info(Counter.LATE.of(counters) + " late, " + counters.of(ruleId).failures() + " failures");
 * }</pre>
 *
 * @param events see {@link Counter#EVENTS}
 * @param malformed see {@link Counter#MALFORMED}
 * @param matches see {@link Counter#MATCHES}
 * @param withoutTime see {@link Counter#WITHOUT_TIME}
 * @param late see {@link Counter#LATE}
 * @param ahead see {@link Counter#AHEAD}
 * @param dropped see {@link Counter#DROPPED}
 * @param forced see {@link Counter#FORCED}
 * @param skippedRules see {@link Counter#SKIPPED_RULES}
 * @param listenerFailures see {@link Counter#LISTENER_FAILURES}
 * @param ofRule by rule id, in the order of the rule set: rules that have a detector, and event
 *     rules that matched, failed or were paused
 */
public record Counters(
    long events,
    long malformed,
    long matches,
    long withoutTime,
    long late,
    long ahead,
    long dropped,
    long forced,
    long skippedRules,
    long listenerFailures,
    Map<String, RuleCounters> ofRule) {
  /** Copies the map. */
  public Counters {
    ofRule = Collections.unmodifiableMap(new LinkedHashMap<>(ofRule));
  }

  /** The counters of one rule. */
  public RuleCounters of(String ruleId) {
    return ofRule.getOrDefault(ruleId, RuleCounters.NONE);
  }

  /** The number of detections of all rules. */
  public long detections() {
    return ofRule.values().stream().mapToLong(RuleCounters::detections).sum();
  }

  /** The number of detections of all rules that were absorbed by suppression. */
  public long suppressed() {
    return ofRule.values().stream().mapToLong(RuleCounters::suppressed).sum();
  }

  /** The number of times that a rule could not judge an event. */
  public long failures() {
    return ofRule.values().stream().mapToLong(RuleCounters::failures).sum();
  }

  /** The number of times that values of a group were left out because it keeps only so many. */
  public long truncated() {
    return ofRule.values().stream().mapToLong(RuleCounters::truncated).sum();
  }

  /** The number of keys of all rules that were forgotten because of the bounds. */
  public long evicted() {
    return ofRule.values().stream().mapToLong(RuleCounters::evicted).sum();
  }
}

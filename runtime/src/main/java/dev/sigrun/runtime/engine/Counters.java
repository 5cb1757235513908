package dev.sigrun.runtime.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in an engine since it began; restarts from snapshots go on counting.
 *
 * @param events how many inputs came, the malformed ones included
 * @param malformed how many of them were no events
 * @param matches how often an event rule selected an event
 * @param withoutTime how many events told no time, so that only event rules saw them; also events
 *     that a rule wanted which goes by another field, if they lack that field
 * @param late how many events came behind the watermark; event rules saw them
 * @param ahead how many events were so far ahead of all others that they had to wait until time
 *     came closer
 * @param dropped how many of those that some detector wanted were given up for lack of room
 * @param forced how many events were taken out of the reorder buffer early for lack of room
 * @param skippedRules how many rules lost their state in the last restore because they are gone or
 *     look for something else now
 * @param ofRule by rule id, in the order of the rule set: rules that have a detector, and event
 *     rules that matched or failed
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
    Map<String, RuleCounters> ofRule) {
  /** Copies the map. */
  public Counters {
    ofRule = Collections.unmodifiableMap(new LinkedHashMap<>(ofRule));
  }

  /** The counters of one rule. */
  public RuleCounters of(String ruleId) {
    return ofRule.getOrDefault(ruleId, RuleCounters.NONE);
  }

  /** How often any rule detected something. */
  public long detections() {
    return ofRule.values().stream().mapToLong(RuleCounters::detections).sum();
  }

  /** How often any rule could not judge an event. */
  public long failures() {
    return ofRule.values().stream().mapToLong(RuleCounters::failures).sum();
  }

  /** How many keys of all rules were forgotten because there was no room for them. */
  public long evicted() {
    return ofRule.values().stream().mapToLong(RuleCounters::evicted).sum();
  }
}

package dev.sigrun.runtime.engine.report;

/**
 * The counters of one rule since the start of its engine; {@link RuleCounter} has the meanings.
 *
 * @param detections see {@link RuleCounter#DETECTIONS}
 * @param suppressed see {@link RuleCounter#SUPPRESSED}
 * @param selected see {@link RuleCounter#SELECTED}
 * @param late see {@link RuleCounter#LATE}
 * @param evicted see {@link RuleCounter#EVICTED}
 * @param truncated see {@link RuleCounter#TRUNCATED}
 * @param failures see {@link RuleCounter#FAILURES}
 * @param pauses see {@link RuleCounter#PAUSES}
 * @param skipped see {@link RuleCounter#SKIPPED}
 * @param keys see {@link RuleCounter#KEYS}
 * @param nanos see {@link RuleCounter#NANOS}
 */
public record RuleCounters(
    long detections,
    long suppressed,
    long selected,
    long late,
    long evicted,
    long truncated,
    long failures,
    long pauses,
    long skipped,
    long keys,
    long nanos) {
  /** Nothing happened. */
  public static final RuleCounters NONE = new RuleCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sum of these counts and others of the same rule. */
  public RuleCounters plus(RuleCounters other) {
    return new RuleCounters(
        detections + other.detections,
        suppressed + other.suppressed,
        selected + other.selected,
        late + other.late,
        evicted + other.evicted,
        truncated + other.truncated,
        failures + other.failures,
        pauses + other.pauses,
        skipped + other.skipped,
        keys + other.keys,
        nanos + other.nanos);
  }
}

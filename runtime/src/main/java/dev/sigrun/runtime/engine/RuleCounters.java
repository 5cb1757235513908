package dev.sigrun.runtime.engine;

/**
 * What happened to one rule since its engine began.
 *
 * @param detections how often it detected something
 * @param suppressed how many of these were absorbed by groups instead of being told
 * @param selected how many events its detector wanted, once for each key; 0 for event rules
 * @param late how many of those were dropped because they came too late
 * @param evicted how many keys, or parts of what is remembered for one, were forgotten because
 *     there was no room for them
 * @param failures how often it could not judge an event or what it remembers, which was passed over
 * @param keys how many keys are remembered now
 * @param nanos about how long its detector worked, in nanoseconds; 0 unless asked to be measured
 */
public record RuleCounters(
    long detections,
    long suppressed,
    long selected,
    long late,
    long evicted,
    long failures,
    long keys,
    long nanos) {
  /** Nothing happened. */
  public static final RuleCounters NONE = new RuleCounters(0, 0, 0, 0, 0, 0, 0, 0);

  /** These counts, and those of the rule as far as they do not concern its detector. */
  RuleCounters plus(
      long moreDetections, long suppressed, long moreEvicted, long moreFailures, long moreKeys) {
    return new RuleCounters(
        detections + moreDetections,
        suppressed,
        selected,
        late,
        evicted + moreEvicted,
        failures + moreFailures,
        keys + moreKeys,
        nanos);
  }
}

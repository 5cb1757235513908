package dev.sigrun.runtime.engine.report;

import java.util.function.ToLongFunction;

/**
 * The counters of each rule, with their names in monitoring and their meanings. All but {@link
 * #KEYS} only grow.
 */
public enum RuleCounter {
  /** Detections. */
  DETECTIONS("detections", "Detections, including suppressed ones.", RuleCounters::detections),
  /** Detections that did not become alerts. */
  SUPPRESSED(
      "suppressed",
      "Detections that were absorbed by alert suppression instead of becoming alerts, once for each"
          + " group.",
      RuleCounters::suppressed),
  /** Events that a rule with memory selected. */
  SELECTED(
      "selected",
      "Events that a rule with memory selected, once for each key; 0 for rules that judge single"
          + " events.",
      RuleCounters::selected),
  /** Events that came too late. */
  LATE("late", "How many of the selected events came too late.", RuleCounters::late),
  /** Evicted keys. */
  EVICTED(
      "evicted",
      "Keys, or parts of the state of a key, that were evicted because memory is bounded.",
      RuleCounters::evicted),
  /** Values left out. */
  TRUNCATED(
      "truncated",
      "How often values of a group were left out because a group keeps only so many, since the"
          + " process started.",
      RuleCounters::truncated),
  /** Failures. */
  FAILURES(
      "failures",
      "How often the rule's code failed, so that the rule skipped an event or lost state.",
      RuleCounters::failures),
  /** Pauses. */
  PAUSES(
      "pauses",
      "How often the rule was paused because it failed too often, since the process started.",
      RuleCounters::pauses),
  /** Events skipped during pauses. */
  SKIPPED(
      "skipped",
      "Events that were not shown to the rule because it was paused, since the process started.",
      RuleCounters::skipped),
  /** Keys with state. */
  KEYS("keys", "Keys that have state now.", RuleCounters::keys),
  /** Time. */
  NANOS(
      "nanos",
      "Nanoseconds spent in the rule's matcher or detector, without listeners and suppression; 0"
          + " unless measured.",
      RuleCounters::nanos);

  private final String key;
  private final String meaning;
  private final ToLongFunction<RuleCounters> count;

  RuleCounter(String key, String meaning, ToLongFunction<RuleCounters> count) {
    this.key = key;
    this.meaning = meaning;
    this.count = count;
  }

  /** The name in monitoring, such as {@code detections}. */
  public String key() {
    return key;
  }

  /** A sentence that describes the counter. */
  public String meaning() {
    return meaning;
  }

  /** This count among {@code counters}. */
  public long of(RuleCounters counters) {
    return count.applyAsLong(counters);
  }
}

package dev.sigrun.runtime.engine.report;

import java.util.function.ToLongFunction;

/**
 * The counters of each rule: their names, under which they appear in monitoring, and meanings. All
 * but {@link #KEYS} only grow.
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
  /** Events that a rule with memory wanted. */
  SELECTED(
      "selected",
      "Events that a rule with memory wanted, once for each key; 0 for rules that judge single"
          + " events.",
      RuleCounters::selected),
  /** Events that came too late. */
  LATE("late", "How many of the selected events came too late.", RuleCounters::late),
  /** Keys that were forgotten. */
  EVICTED(
      "evicted",
      "Keys, or parts of what is remembered for one, that were forgotten because memory is"
          + " bounded.",
      RuleCounters::evicted),
  /** Failures. */
  FAILURES(
      "failures",
      "How often the rule could not judge an event or what it remembers, and skipped it.",
      RuleCounters::failures),
  /** Pauses. */
  PAUSES(
      "pauses",
      "How often the rule was paused because it failed too often, since the process started.",
      RuleCounters::pauses),
  /** Events during pauses. */
  SKIPPED(
      "skipped",
      "Events that were not shown to the rule because it was paused, since the process started.",
      RuleCounters::skipped),
  /** Keys that are remembered. */
  KEYS("keys", "Keys that are remembered now.", RuleCounters::keys),
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

  /** What is counted, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** This count among {@code counters}. */
  public long of(RuleCounters counters) {
    return count.applyAsLong(counters);
  }
}

package dev.sigrun.runtime.engine.report;

import java.util.function.ToLongFunction;

/**
 * The counters of an engine, with their names in monitoring and their meanings. They only grow
 * while the rules stay the same; {@link RuleCounter} breaks some of them down by rule.
 */
public enum Counter {
  /** Inputs received. */
  EVENTS("events", "Inputs received, including malformed ones.", Counters::events),
  /** Inputs that were not events. */
  MALFORMED("malformed", "Inputs that were not valid events.", Counters::malformed),
  /** Matches of event rules. */
  MATCHES("matches", "How often a rule that judges single events matched.", Counters::matches),
  /** Detections of all rules. */
  DETECTIONS(
      "detections",
      "Detections of all current rules, including suppressed ones.",
      Counters::detections),
  /** Detections that did not become alerts. */
  SUPPRESSED(
      "suppressed",
      "Detections that were absorbed by alert suppression instead of becoming alerts, once for each"
          + " group.",
      Counters::suppressed),
  /** Events without a time. */
  WITHOUT_TIME(
      "withoutTime",
      "Events without any time, or without the one that a rule needs that wanted them. Rules that"
          + " need memory did not see them.",
      Counters::withoutTime),
  /** Events behind the watermark. */
  LATE(
      "late",
      "Events older than the newest by more than the allowed lateness. Rules that need memory did"
          + " not see them.",
      Counters::late),
  /** Events far ahead of all others. */
  AHEAD(
      "ahead",
      "Events so far ahead of all others that they had to wait until time came closer.",
      Counters::ahead),
  /** Dropped events far ahead of all others. */
  DROPPED(
      "dropped",
      "Events far ahead of all others that a rule wanted and that were lost because too many"
          + " waited.",
      Counters::dropped),
  /** Events processed early. */
  FORCED(
      "forced",
      "Events that were processed before the allowed lateness had passed because too many waited.",
      Counters::forced),
  /** Evicted keys. */
  EVICTED(
      "evicted",
      "Keys, or parts of the state of a key, that were evicted because memory is bounded.",
      Counters::evicted),
  /** Values left out. */
  TRUNCATED(
      "truncated",
      "How often values of a group were left out because a group keeps only so many, since the"
          + " process started.",
      Counters::truncated),
  /** Failures of rules. */
  FAILURES("failures", "How often the code of a rule failed.", Counters::failures),
  /** Failures of listeners. */
  LISTENER_FAILURES(
      "listenerFailures",
      "How often an alert listener failed to handle an alert, since the process started.",
      Counters::listenerFailures),
  /** Rules whose state was not restored. */
  SKIPPED_RULES(
      "skippedRules",
      "Rules that lost their state in the last restore because they are gone or look for something"
          + " else now.",
      Counters::skippedRules);

  private final String key;
  private final String meaning;
  private final ToLongFunction<Counters> count;

  Counter(String key, String meaning, ToLongFunction<Counters> count) {
    this.key = key;
    this.meaning = meaning;
    this.count = count;
  }

  /** The name in monitoring, such as {@code withoutTime}. */
  public String key() {
    return key;
  }

  /** A sentence that describes the counter. */
  public String meaning() {
    return meaning;
  }

  /** This count among {@code counters}. */
  public long of(Counters counters) {
    return count.applyAsLong(counters);
  }
}

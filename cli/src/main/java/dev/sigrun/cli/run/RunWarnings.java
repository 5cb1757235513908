package dev.sigrun.cli.run;

import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Warnings about events that rules with memory did not process normally. */
public final class RunWarnings {
  /** No event is older than this, unless its timestamp is in seconds: 1970-07-20. */
  private static final long EARLIEST_MILLIS = 17_280_000_000L;

  private static final int MOST_FIELDS = 3;

  private RunWarnings() {}

  /**
   * At most one sentence for each kind of trouble.
   *
   * @param newest time of the newest event, in milliseconds since 1970
   */
  public static List<String> about(RunCounts counts, long newest, MemoryOptions options) {
    List<String> remarks = new ArrayList<>();
    long late = counts.of(Counters::late);
    long timeless = counts.of(Counters::withoutTime);
    long ahead = counts.of(Counters::ahead);
    long skipped = counts.after().skippedRules();
    if (counts.after().events() > timeless && newest < EARLIEST_MILLIS) {
      remarks.add("All times are in 1970. Numeric timestamps must be in milliseconds.");
    }
    if (late > 0) {
      remarks.add(
          Counts.of(late, "event")
              + " arrived too late for rules that need memory: more than "
              + options.lateness().toSeconds()
              + " s older than the newest one. Sort the files by time, or raise '--lateness'.");
    }
    if (timeless > 0) {
      remarks.add(
          Counts.of(timeless, "event")
              + " without a readable time: only rules that judge single events saw them.");
    }
    if (ahead > 0) {
      remarks.add(Counts.of(ahead, "event") + " more than a day ahead of all others had to wait.");
    }
    if (skipped > 0) {
      remarks.add(
          Counts.of(skipped, "rule")
              + " of the saved state is gone or changed; its state was"
              + " dropped.");
    }
    if (counts.of(Counters::forced) > 0) {
      remarks.add(
          "So many events arrived within "
              + options.lateness().toSeconds()
              + " s that the earliest could not wait that long. If events arrive in order, nothing is"
              + " lost, and a smaller '--lateness' saves memory.");
    }
    if (counts.of(Counters::evicted) > 0) {
      remarks.add(
          Counts.of(counts.of(Counters::evicted), "key")
              + " of rules evicted because memory is bounded, least recently used first. Raise"
              + " '--max-keys-per-rule' if memory allows.");
    }
    if (counts.of(Counters::truncated) > 0) {
      remarks.add(
          Counts.of(counts.of(Counters::truncated), "time")
              + " a group had more different values than are kept (10,000): numbers of distinct"
              + " values are lower bounds, and lists of values lack some.");
    }
    return remarks;
  }

  /**
   * A sentence about new terms rules that are still learning; empty if none is.
   *
   * @param until until when each of these learns
   */
  public static Optional<String> aboutLearning(List<Instant> until) {
    return until.stream()
        .max(Comparator.naturalOrder())
        .map(
            last ->
                Counts.of(until.size(), "rule")
                    + " for new terms raised no alerts while learning known terms, until events of "
                    + last
                    + ". Use '--baseline' to learn from earlier events, or '--warm-up none' to"
                    + " skip learning.");
  }

  /**
   * A sentence about rules that could match no event because of fields that none has; empty if
   * there are none.
   *
   * @param all the number of rules that ran
   */
  public static Optional<String> aboutLacking(Map<Rule, Set<String>> lacking, int all) {
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> rulesByField = new TreeMap<>();
    lacking.values().forEach(set -> set.forEach(f -> rulesByField.merge(f, 1, Integer::sum)));
    List<String> fields =
        rulesByField.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
    int more = fields.size() - MOST_FIELDS;
    return Optional.of(
        lacking.size()
            + " of "
            + Counts.of(all, "rule")
            + (lacking.size() == 1 ? " needs" : " need")
            + " fields that no event had: "
            + fields.stream().limit(MOST_FIELDS).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : "")
            + ". 'sigrun fields RULES --events EVENTS' shows them.");
  }

  /** A sentence about rules that could not judge an event; empty if all could. */
  public static Optional<String> aboutFailures(RunCounts counts) {
    long failures = counts.of(Counters::failures);
    return failures == 0
        ? Optional.empty()
        : Optional.of(
            Counts.of(failures, "time")
                + " a rule failed and skipped an event: a bug in Sigrun or in the jar, or an event that"
                + " takes more steps than a rule may spend on one.");
  }
}

package dev.sigrun.cli.run;

import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.runtime.engine.report.Counters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a user should know about events that rules that need memory did not see as they should. */
public final class RunWarnings {
  /** No event is older than this, unless its timestamp is in seconds: 1970-07-20. */
  private static final long EARLIEST_MILLIS = 17_280_000_000L;

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
      remarks.add("All times lie in 1970. Timestamps that are numbers count milliseconds.");
    }
    if (late > 0) {
      remarks.add(
          Counts.of(late, "event")
              + " came too late for rules that need memory: more than "
              + options.lateness().toSeconds()
              + " s older than the newest one. Sort the files by time, or raise '--lateness'.");
    }
    if (timeless > 0) {
      remarks.add(
          Counts.of(timeless, "event")
              + " without a time that can be read: only rules that judge one event saw them.");
    }
    if (ahead > 0) {
      remarks.add(
          Counts.of(ahead, "event")
              + " more than a day ahead of all others had to wait for time to come closer.");
    }
    if (skipped > 0) {
      remarks.add(
          Counts.of(skipped, "rule") + " of the saved state is gone or changed, and begins anew.");
    }
    if (counts.of(Counters::forced) > 0) {
      remarks.add(
          "So many events came within "
              + options.lateness().toSeconds()
              + " s that the earliest could not wait as long. If events come in order, nothing is"
              + " lost, and a smaller '--lateness' saves memory.");
    }
    if (counts.of(Counters::evicted) > 0) {
      remarks.add(
          Counts.of(counts.of(Counters::evicted), "key")
              + " of rules forgotten for lack of room, the ones not used for longest first. Raise"
              + " '--max-keys-per-rule' if memory allows.");
    }
    return remarks;
  }

  /**
   * A sentence about rules for new terms that have not learned enough yet; empty if all have.
   *
   * @param until until when each of these learns
   */
  public static Optional<String> aboutLearning(List<Instant> until) {
    return until.stream()
        .max(Comparator.naturalOrder())
        .map(
            last ->
                Counts.of(until.size(), "rule")
                    + " for new terms stayed quiet to learn what is not new, until events of "
                    + last
                    + ". '--baseline' teaches from earlier events; '--warm-up none' does not learn.");
  }

  /** A sentence about rules that could not judge an event; empty if all could. */
  public static Optional<String> aboutFailures(RunCounts counts) {
    long failures = counts.of(Counters::failures);
    return failures == 0
        ? Optional.empty()
        : Optional.of(
            Counts.of(failures, "time")
                + " a rule failed and passed an event over, which is a bug of Sigrun or of the jar.");
  }
}

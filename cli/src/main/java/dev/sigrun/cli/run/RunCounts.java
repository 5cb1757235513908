package dev.sigrun.cli.run;

import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The counts of an engine during one run.
 *
 * @param before the counters at its start
 * @param after the counters at its end
 */
public record RunCounts(Counters before, Counters after) {
  /** How much a count has grown. */
  public long of(ToLongFunction<Counters> count) {
    return count.applyAsLong(after) - count.applyAsLong(before);
  }

  long suppressed() {
    return of(
        counters -> counters.ofRule().values().stream().mapToLong(RuleCounters::suppressed).sum());
  }

  /** A summary of events in rules that need memory: {@code 0 late, 2 without time, ...}. */
  public String memory() {
    List<String> parts = new ArrayList<>();
    parts.add(of(Counters::late) + " late");
    parts.add(of(Counters::withoutTime) + " without time");
    parts.add(of(Counters::ahead) + " held");
    parts.add(of(Counters::evicted) + " evicted");
    add(of(Counters::dropped), "dropped", parts);
    add(of(Counters::forced), "forced", parts);
    add(of(Counters::failures), "failed", parts);
    add(suppressed(), "suppressed", parts);
    return String.join(", ", parts);
  }

  private static void add(long count, String what, List<String> parts) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}

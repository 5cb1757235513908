package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.contender.Contender;
import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.contender.RuleSource;
import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Events a second from bytes to matches, by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ThroughputBenchmark {
  /** The contender that receives the events. */
  @Param("INDEX")
  public ContenderKind contender = ContenderKind.INDEX;

  /** The number of rules. */
  @Param("ALL")
  public RuleCount count = RuleCount.ALL;

  /** The selection of rules. */
  @Param("EVERY")
  public Subset subset = Subset.EVERY;

  /** Whether events that match some rule are left out. */
  @Param("false")
  public boolean nonMatchingOnly;

  private Contender taker = (bytes, offset, length) -> 0;
  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});
  private int next;

  /** Matches of the measured events. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Matches {
    /** Since the iteration began. */
    public long matches;
  }

  /** Loads events and rules. */
  @Setup
  public void prepare() throws IOException {
    Workload workload = Workload.ofProperties();
    RuleSource rules = new RuleSets(workload).source(count, subset);
    events = workload.loadEvents();
    taker = contender.create(rules);
    if (nonMatchingOnly) {
      events = nonMatching(ContenderKind.ONE_AFTER_THE_OTHER.create(rules));
    }
  }

  private EventBuffer nonMatching(Contender judge) throws IOException {
    boolean[] matching = new boolean[events.size()];
    for (int i = 0; i < matching.length; i++) {
      matching[i] = judge.match(events.bytes(), events.offset(i), events.length(i)) > 0;
    }
    return events.filter(i -> !matching[i]);
  }

  /** Stops the background threads of the contender. */
  @TearDown
  public void end() throws IOException {
    taker.close();
  }

  /** One event. */
  @Benchmark
  public int event(Matches counter) throws IOException {
    int i = next;
    next = i + 1 == events.size() ? 0 : i + 1;
    int matches = taker.match(events.bytes(), events.offset(i), events.length(i));
    counter.matches += matches;
    return matches;
  }
}

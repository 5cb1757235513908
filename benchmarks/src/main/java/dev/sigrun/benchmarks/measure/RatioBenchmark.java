package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.contender.Contender;
import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Processor time for an event in rounds: who is compared takes turns, because a machine that others
 * use, too, changes its speed by more than the difference within minutes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RatioBenchmark {
  private static final int ROUNDS = 41;
  private static final long WARM_UP_NANOS = 8_000_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});
  private Contender tokens = (bytes, offset, length) -> 0;
  private Contender all = (bytes, offset, length) -> 0;
  private Contender tenfold = (bytes, offset, length) -> 0;
  private long matches;

  /** Nanoseconds of processor time for an event, the medians of all rounds. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    /** Of Jackson's tokens alone. */
    public double tokens;

    /** Of all single-event rules. */
    public double all;

    /** Of ten times as many. */
    public double tenfold;
  }

  /** Loads events and rules. */
  @Setup
  public void prepare() throws IOException {
    Workload workload = Workload.ofProperties();
    RuleSets sets = new RuleSets(workload);
    events = workload.loadEvents();
    all = ContenderKind.INDEX.create(sets.source(RuleCount.ALL, Subset.EVERY));
    tenfold = ContenderKind.INDEX.create(sets.source(RuleCount.TENFOLD, Subset.EVERY));
    tokens = ContenderKind.JACKSON_TOKENS.create(sets.source(RuleCount.TEN, Subset.EVERY));
  }

  /** Warms up, then measures. */
  @Benchmark
  public long rounds(Turns turns) throws IOException {
    for (Contender each : new Contender[] {tokens, all, tenfold}) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_UP_NANOS) {
        turn(each);
      }
    }
    double[][] times = new double[3][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      times[0][round] = turn(tokens);
      times[1][round] = turn(all);
      times[2][round] = turn(tenfold);
    }
    turns.tokens = median(times[0]);
    turns.all = median(times[1]);
    turns.tenfold = median(times[2]);
    return matches;
  }

  /** Takes all events, as not all cost the same. */
  private double turn(Contender contender) throws IOException {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < events.size(); i++) {
      matches += contender.match(events.bytes(), events.offset(i), events.length(i));
    }
    return (double) (threads.getCurrentThreadCpuTime() - start) / events.size();
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }
}

package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.contender.Contender;
import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.events.EventGenerator;
import dev.sigrun.benchmarks.events.EventShape;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Processor time for an event of each shape, with all rules of the folder that look at one event at
 * a time. Sigma rules read each form of Windows events with the same jar; Elastic's find nothing in
 * the raw form. The contenders take turns, as in {@link RatioBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ShapeBenchmark {
  private static final int EVENTS = 30_000;
  private static final int ROUNDS = 31;
  private static final long WARM_UP_NANOS = 6_000_000_000L;

  /** The shape of the events. */
  @Param({"MIXED", "WINDOWS_ECS", "WINDOWS_RAW", "KUBERNETES", "CLOUD_AUDIT"})
  public EventShape shape = EventShape.MIXED;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});
  private Contender tokens = (bytes, offset, length) -> 0;
  private Contender scan = (bytes, offset, length) -> 0;
  private Contender all = (bytes, offset, length) -> 0;
  private long heapBytes;
  private long sum;

  /** Nanoseconds of processor time for an event, the medians of all rounds, and what else. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    /** Of Jackson's tokens alone. */
    public double tokens;

    /** Of finding the values of all fields of the rules. */
    public double scan;

    /** Of all rules. */
    public double all;

    /** Speed of all rules relative to Jackson's tokens. */
    public double ratio;

    /** Matches for a thousand events. */
    public double matches;

    /** Heap that the rules take after these events. */
    public double heapBytes;

    /** Of the average event. */
    public double eventBytes;
  }

  /** Loads events and rules. */
  @Setup
  public void prepare() throws IOException {
    RuleSets sets = new RuleSets(Workload.ofProperties());
    events = EventBuffer.generate(shape, EventGenerator.DEFAULT_SEED, EVENTS);
    heapBytes = -StartBenchmark.usedHeap();
    all = ContenderKind.INDEX.create(sets.source(RuleCount.ALL, Subset.EVERY));
    turn(all);
    heapBytes += StartBenchmark.usedHeap();
    scan = ContenderKind.SCAN_ALONE.create(sets.source(RuleCount.ALL, Subset.EVERY));
    tokens = ContenderKind.JACKSON_TOKENS.create(sets.source(RuleCount.ALL, Subset.EVERY));
  }

  /** Warms up, then measures. */
  @Benchmark
  public long rounds(Turns turns) throws IOException {
    Contender[] contenders = {tokens, scan, all};
    for (Contender each : contenders) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_UP_NANOS) {
        turn(each);
      }
    }
    double[][] times = new double[contenders.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < contenders.length; i++) {
        times[i][round] = turn(contenders[i]);
      }
    }
    sum = 0;
    turn(all);
    turns.tokens = median(times[0]);
    turns.scan = median(times[1]);
    turns.all = median(times[2]);
    turns.ratio = turns.tokens / turns.all;
    turns.matches = sum * 1000.0 / events.size();
    turns.heapBytes = heapBytes;
    turns.eventBytes = events.meanLength();
    return sum;
  }

  private double turn(Contender contender) throws IOException {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < events.size(); i++) {
      sum += contender.match(events.bytes(), events.offset(i), events.length(i));
    }
    return (double) (threads.getCurrentThreadCpuTime() - start) / events.size();
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }
}

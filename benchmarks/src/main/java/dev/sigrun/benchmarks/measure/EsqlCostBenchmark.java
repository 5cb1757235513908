package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.events.EventGenerator;
import dev.sigrun.benchmarks.events.EventShape;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
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
 * Processor time for an event in an engine with all rules but those in ES|QL, and in one where the
 * ES|QL rules stand for as many of the rules in KQL, which a draw chooses. The engines take turns,
 * as in {@link RatioBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EsqlCostBenchmark {
  private static final int EVENTS = 30_000;
  private static final int ROUNDS = 21;
  private static final long WARM_UP_NANOS = 8_000_000_000L;

  /** The seed by which rules in KQL are drawn. */
  @Param({"1", "2", "3", "4", "5"})
  public int draw = 1;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});
  private Engine kql = Engine.builder(RuleSet.of()).onDetection((rule, detection) -> {}).build();
  private Engine esql = Engine.builder(RuleSet.of()).onDetection((rule, detection) -> {}).build();
  private long round;
  private long found;

  /** Nanoseconds of processor time for an event, the medians of all rounds. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    /** With the drawn rules in KQL. */
    public double kql;

    /** With the rules in ES|QL instead. */
    public double esql;

    /** The second relative to the first. */
    public double ratio;
  }

  /** Loads events and rules; compiles them the first time. */
  @Setup
  public void prepare() throws IOException {
    RuleSets sets = new RuleSets(Workload.ofProperties());
    events = EventBuffer.generate(EventShape.MIXED, EventGenerator.DEFAULT_SEED, EVENTS);
    kql = engine(sets.prepareWithoutEsql());
    esql = engine(sets.prepareEsqlForKql(draw));
  }

  private Engine engine(Path jar) throws IOException {
    return Engine.builder(RuleSets.load(jar)).onDetection((rule, detection) -> found++).build();
  }

  /** Warms up, then measures. */
  @Benchmark
  public long rounds(Turns turns) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2 * WARM_UP_NANOS) {
      turn(kql, esql);
    }
    double[][] times = new double[2][ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      double[] each = turn(kql, esql);
      times[0][i] = each[0];
      times[1][i] = each[1];
    }
    turns.kql = median(times[0]);
    turns.esql = median(times[1]);
    turns.ratio = turns.esql / turns.kql;
    return found;
  }

  /** All events through each engine, some hours later than the last time. */
  private double[] turn(Engine... engines) {
    double[] times = new double[engines.length];
    for (int i = 0; i < engines.length; i++) {
      // Who is first changes, so that garbage of the one is not always collected by the other.
      int which = (int) ((i + round) % engines.length);
      byte[][] later = later();
      long start = threads.getCurrentThreadCpuTime();
      for (int event = 0; event < later.length; event++) {
        engines[which].accept(later[event], "events", event);
      }
      times[which] = (double) (threads.getCurrentThreadCpuTime() - start) / events.size();
    }
    round++;
    return times;
  }

  /** The events at the time of this round. */
  private byte[][] later() {
    byte[][] later = new byte[events.size()][];
    for (int event = 0; event < later.length; event++) {
      later[event] = events.copy(event);
      EventTimes.shift(later[event], round);
    }
    return later;
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }
}

package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.events.EventGenerator;
import dev.sigrun.benchmarks.events.EventShape;
import dev.sigrun.benchmarks.rules.RuleCount;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Events a second from bytes to matches by several threads that share the rules, each with a
 * session of its own. All single-event rules.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CoresBenchmark {
  private static final int EVENTS = 30_000;

  /** The shape of the events. */
  @Param({"MIXED", "WINDOWS_ECS"})
  public EventShape shape = EventShape.MIXED;

  /** How many threads there are, for the results; JMH is told as well. */
  @Param("1")
  public int cores = 1;

  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});
  private RuleSet rules = RuleSet.of();

  /** Loads events and rules. */
  @Setup
  public void prepare() throws IOException {
    events = EventBuffer.generate(shape, EventGenerator.DEFAULT_SEED, EVENTS);
    rules = new RuleSets(Workload.ofProperties()).source(RuleCount.ALL, Subset.EVERY).compiled();
  }

  /** The session of one thread. */
  @State(Scope.Thread)
  public static class OfThread {
    private MatchSession session = RuleSet.of().newSession();
    private int next;
    private long matches;

    /** Begins a session. */
    @Setup
    public void prepare(CoresBenchmark all) {
      session = all.rules.newSession(() -> 0);
    }
  }

  /** One event. */
  @Benchmark
  public long event(OfThread mine) throws EventFormatException {
    int i = mine.next;
    mine.next = i + 1 == events.size() ? 0 : i + 1;
    mine.session.match(
        events.bytes(), events.offset(i), events.length(i), (rule, event) -> mine.matches++);
    return mine.matches;
  }
}

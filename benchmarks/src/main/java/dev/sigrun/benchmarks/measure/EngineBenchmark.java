package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Events a second through an engine that runs all rules of the folder, with all their memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EngineBenchmark {
  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});

  /** Where each event has its times, which is not to be measured. */
  private int[][] places = {};

  private Engine engine = Engine.builder(RuleSet.of()).onDetection((rule, detection) -> {}).build();
  private int next;
  private long round;
  private long found;

  /** The detections of the rules. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Detections {
    /** Since the iteration began. */
    public long detections;
  }

  /** Loads events and rules. */
  @Setup
  public void prepare() throws IOException {
    Workload workload = Workload.ofProperties();
    events = workload.loadEvents();
    places = new int[events.size()][];
    for (int event = 0; event < places.length; event++) {
      places[event] = EventTimes.places(events.copy(event));
    }
    RuleSet rules = RuleSets.load(new RuleSets(workload).wholeFolder());
    engine = Engine.builder(rules).onDetection((rule, detection) -> found++).build();
  }

  /** One event; when all have passed, they come again some hours later. */
  @Benchmark
  public boolean event(Detections counter) {
    int i = next;
    if (i + 1 == events.size()) {
      next = 0;
      round++;
    } else {
      next = i + 1;
    }
    byte[] event = events.copy(i);
    EventTimes.shift(event, places[i], round);
    long before = found;
    boolean read = engine.accept(event, "events", i);
    counter.detections += found - before;
    return read;
  }
}

package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.contender.Contender;
import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.benchmarks.rules.RuleCount;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Measures the cost of a start, each time in a new process: compiling, loading, and memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StartBenchmark {
  private static final int EVENTS_UNTIL_ALL_IS_LOADED = 2_000;

  private final Workload workload = Workload.ofProperties();
  private final RuleSets sets = new RuleSets(workload);
  private final List<Contender> kept = new ArrayList<>();
  private EventBuffer events = EventBuffer.of(new byte[] {'{', '}'});

  /** Bytes that stay in use. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Memory {
    /** Objects. */
    public long heapBytes;

    /** Classes. */
    public long metaspaceBytes;

    /** The memory already in use. */
    void start() {
      heapBytes = -usedHeap();
      metaspaceBytes = -usedMetaspace();
    }

    /** The growth since {@link #start}. */
    void stop() {
      heapBytes += usedHeap();
      metaspaceBytes += usedMetaspace();
    }

    private static long usedMetaspace() {
      return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
    }
  }

  /** The contender to load, where that is measured. */
  @State(Scope.Thread)
  public static class Who {
    /** The contender. */
    @Param("INDEX")
    public ContenderKind contender = ContenderKind.INDEX;

    /** With how many rules. */
    @Param("ALL")
    public RuleCount count = RuleCount.ALL;
  }

  /** Loads the events, which are not measured. */
  @Setup
  public void prepare() throws IOException {
    events = workload.loadEvents();
  }

  /** Stops the background threads of the contenders. */
  @TearDown
  public void end() throws IOException {
    for (Contender contender : kept) {
      contender.close();
    }
  }

  /** All rule files of the folder to a jar. */
  @Benchmark
  public Path compileRulesToJar() throws IOException {
    Path jar = workload.work().resolve("compiled.jar");
    RuleSets.compile(BenchmarkRules.load(workload.rules())).write(jar);
    return jar;
  }

  /** The jar of all rules of the folder to the first alert of an engine. */
  @Benchmark
  public int loadJarToFirstAlert() throws IOException {
    int[] alerts = {0};
    RuleSet rules = RuleSets.load(sets.wholeFolder());
    Engine engine =
        Engine.builder(rules)
            .onDetection((rule, detection) -> alerts[0] += rule.name().length())
            .build();
    int i = 0;
    while (i < events.size() - 1 && alerts[0] == 0) {
      engine.accept(events.copy(i), "events", i);
      i++;
    }
    return i;
  }

  /** Loads rules and lets some events pass, so that nothing is left to be loaded. */
  @Benchmark
  public Object memory(Who who, Memory memory) throws IOException {
    memory.start();
    Contender contender = who.contender.create(sets.source(who.count, Subset.EVERY));
    kept.add(contender);
    for (int i = 0; i < Math.min(events.size(), EVENTS_UNTIL_ALL_IS_LOADED); i++) {
      matches(contender, i);
    }
    memory.stop();
    return kept;
  }

  /** Loads all rules of the folder into an engine; no event has come. */
  @Benchmark
  public Object engineMemory(Memory memory) throws IOException {
    memory.start();
    Engine engine =
        Engine.builder(RuleSets.load(sets.wholeFolder()))
            .onDetection((rule, detection) -> {})
            .build();
    memory.stop();
    return engine;
  }

  private int matches(Contender contender, int i) throws IOException {
    return contender.match(events.bytes(), events.offset(i), events.length(i));
  }

  static long usedHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}

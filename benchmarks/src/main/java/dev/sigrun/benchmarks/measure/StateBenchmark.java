package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

/** Measures the memory for a million remembered things at once, each time in a new process. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StateBenchmark {
  private static final int KEYS = 1_000_000;
  private static final long START = 1_767_225_600_000L;

  /** The kind of remembered things. */
  public enum Kind {
    /** First halves of sequences that wait for the second. */
    SEQUENCES(
        """
        language = "eql"
        type = "eql"
        query = '''
        sequence by user.id with maxspan=1d
          [authentication where event.outcome == "failure"]
          [authentication where event.outcome == "success"]
        '''
        """),
    /** Values that were seen. */
    TERMS(
        """
        language = "kuery"
        type = "new_terms"
        query = 'event.category:authentication'

        [rule.new_terms]
        field = "new_terms_fields"
        value = ["user.id"]
        [[rule.new_terms.history_window_start]]
        field = "history_window_start"
        value = "now-7d"
        """);

    private final String rule;

    Kind(String rule) {
      this.rule = rule;
    }

    /** The keys of a rule that remembers one of them for each user, as TOML. */
    public String rule() {
      return rule;
    }
  }

  /** The kind of remembered things. */
  @Param({"SEQUENCES", "TERMS"})
  public Kind kind = Kind.SEQUENCES;

  private Engine engine = Engine.builder(RuleSet.of()).onDetection((rule, detection) -> {}).build();

  /** Bytes that stay in use. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Memory {
    /** Heap of the engine for each thing that it remembers. */
    public double bytesEach;

    /** Things that it forgot for want of room. */
    public double evicted;
  }

  /** Compiles the rule. */
  @Setup
  public void prepare() {
    RuleSet rules =
        RuleSet.of(RuleSets.compile(List.of(BenchmarkRules.makeUp(1, kind.rule))).load());
    engine =
        Engine.builder(rules)
            .allowedLateness(Duration.ZERO)
            .maxKeysPerRule(2 * KEYS)
            .maxKeys(2 * KEYS)
            .maxStateBytes(8L << 30)
            .wallClock(() -> START)
            .onDetection((rule, detection) -> {})
            .build();
  }

  /** A million events, each with a value of its own. */
  @Benchmark
  public Engine remember(Memory memory) {
    long before = StartBenchmark.usedHeap();
    for (int i = 0; i < KEYS; i++) {
      engine.accept(event(i), "events", i);
    }
    memory.bytesEach = (double) (StartBenchmark.usedHeap() - before) / KEYS;
    memory.evicted = engine.counters().evicted();
    return engine;
  }

  /** The event of a user that no other has. */
  public static byte[] event(int i) {
    String time = EventTimes.text(START + i / 100);
    String text =
        "{\"@timestamp\":\""
            + time
            + "\",\"event\":{\"category\":[\"authentication\"],\"outcome\":\"failure\"},"
            + "\"host\":{\"name\":\"srv-7\"},\"user\":{\"id\":\"S-1-5-21-"
            + i
            + "\",\"name\":\"ana\"}}";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

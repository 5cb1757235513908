package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.contender.Contender;
import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.contender.RuleSource;
import dev.sigrun.benchmarks.rules.HostileRules;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.runtime.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * Time for one event that is made to defeat automata, with rules that are made to defeat an index:
 * twice the rules or twice the event should cost twice the time, not more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostileBenchmark {
  /** The contender that receives the event. */
  @Param("INDEX")
  public ContenderKind contender = ContenderKind.INDEX;

  /** The kind of hostile rules. */
  @Param({"LEADING_WILDCARDS", "ALTERNATIONS", "REGEXES"})
  public HostileRules rules = HostileRules.LEADING_WILDCARDS;

  /** The number of rules. */
  @Param("500")
  public int count = 500;

  /** The number of characters in the command line. */
  @Param("1000")
  public int length = 1000;

  private Contender taker = (bytes, offset, count) -> 0;
  private byte[] event = {};

  /** Makes rules and event. */
  @Setup
  public void prepare() throws IOException {
    List<AnalyzedRule> made = rules.make(count);
    RuleSet compiled = RuleSet.of(RuleSets.compile(made).load());
    taker =
        contender.create(
            new RuleSource() {
              @Override
              public List<AnalyzedRule> analyzed() {
                return made;
              }

              @Override
              public RuleSet compiled() {
                return compiled;
              }
            });
    String text =
        "{\"event\":{\"category\":[\"process\"]},\"process\":{\"command_line\":\""
            + "a".repeat(length)
            + "\"}}";
    event = text.getBytes(StandardCharsets.UTF_8);
  }

  /** One event. */
  @Benchmark
  public int event() throws IOException {
    return taker.match(event, 0, event.length);
  }
}

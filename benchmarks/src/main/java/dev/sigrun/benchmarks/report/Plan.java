package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.measure.CommandBenchmark;
import dev.sigrun.benchmarks.measure.CommandStartBenchmark;
import dev.sigrun.benchmarks.measure.CopyBenchmark;
import dev.sigrun.benchmarks.measure.CoresBenchmark;
import dev.sigrun.benchmarks.measure.EngineBenchmark;
import dev.sigrun.benchmarks.measure.EsqlCostBenchmark;
import dev.sigrun.benchmarks.measure.HostileBenchmark;
import dev.sigrun.benchmarks.measure.RatioBenchmark;
import dev.sigrun.benchmarks.measure.ShapeBenchmark;
import dev.sigrun.benchmarks.measure.StartBenchmark;
import dev.sigrun.benchmarks.measure.StateBenchmark;
import dev.sigrun.benchmarks.measure.Subset;
import dev.sigrun.benchmarks.measure.ThroughputBenchmark;
import dev.sigrun.benchmarks.measure.Workload;
import dev.sigrun.benchmarks.rules.HostileRules;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * All that a report runs, in order, each with just the combinations that it shows.
 *
 * @param workload the workload to measure
 * @param quick whether figures may be rough
 */
record Plan(Workload workload, boolean quick) {
  private static final int ITERATIONS = 5;

  /** The length of one point of the warm-up curve. */
  static final int WARM_UP_MILLIS = 250;

  /** The numbers of hostile rules, each with the number of characters in the event. */
  static final List<int[]> HOSTILE_SIZES =
      List.of(
          new int[] {125, 1000},
          new int[] {250, 1000},
          new int[] {500, 1000},
          new int[] {500, 4000},
          new int[] {500, 16_000});

  /** The sizes of the files that commands read. */
  static final int MEGABYTES = 400;

  static final int MORE_MEGABYTES = 1600;

  static final int MOST_MEGABYTES = 3200;

  List<Options> runs() {
    List<Options> runs = new ArrayList<>();
    for (RuleCount count : RuleCount.values()) {
      // Has no rules, but is measured together with those that do, because machines change their
      // speed.
      runs.add(throughput(ContenderKind.JACKSON_TOKENS, count, Subset.EVERY, 3));
      runs.add(throughput(ContenderKind.SCAN_ALONE, count, Subset.EVERY, 3));
      runs.add(throughput(ContenderKind.READER_ALONE, count, Subset.EVERY, 3));
      runs.add(throughput(ContenderKind.INDEX, count, Subset.EVERY, 8));
      runs.add(throughput(ContenderKind.ONE_AFTER_THE_OTHER, count, Subset.EVERY, 8));
      // Peers take minutes to build the large set, or all memory.
      if (count != RuleCount.TENFOLD) {
        runs.add(throughput(ContenderKind.EVENT_RULER, count, Subset.RULER, 3));
        runs.add(throughput(ContenderKind.LUCENE_MONITOR, count, Subset.LUCENE, 3));
      }
    }
    for (Subset subset : List.of(Subset.RULER, Subset.LUCENE)) {
      runs.add(throughput(ContenderKind.INDEX, RuleCount.ALL, subset, 8));
    }
    runs.add(fresh(RatioBenchmark.class, "rounds").build());
    runs.add(fresh(ShapeBenchmark.class, "rounds").forks(1).build());
    runs.add(nonMatching(ContenderKind.INDEX));
    runs.add(warmUp(ContenderKind.INDEX));
    // As the command line starts its JVM to compile.
    runs.add(start("compileRulesToJar").jvmArgsAppend("-XX:TieredStopAtLevel=1").build());
    runs.add(start("loadJarToFirstAlert").build());
    runs.add(start("engineMemory").build());
    runs.add(memory(ContenderKind.INDEX, RuleCount.ALL));
    runs.add(memory(ContenderKind.INDEX, RuleCount.TENFOLD));
    runs.add(memory(ContenderKind.ONE_AFTER_THE_OTHER, RuleCount.ALL));
    runs.add(memory(ContenderKind.EVENT_RULER, RuleCount.ALL));
    runs.add(memory(ContenderKind.LUCENE_MONITOR, RuleCount.ALL));
    runs.add(timed(EngineBenchmark.class, "event", 5).build());
    runs.add(fresh(StateBenchmark.class, "remember").build());
    runs.add(fresh(EsqlCostBenchmark.class, "rounds").forks(1).build());
    hostile(runs);
    for (int cores = 1; cores <= Runtime.getRuntime().availableProcessors(); cores *= 2) {
      runs.add(onCores(cores));
    }
    runs.add(timed(CopyBenchmark.class, "line", 2).build());
    runs.add(fresh(CommandStartBenchmark.class, "run").build());
    runs.add(command(List.of(CommandBenchmark.Task.values()), MEGABYTES));
    runs.add(command(List.of(CommandBenchmark.Task.EVENT_RULES), MORE_MEGABYTES));
    runs.add(command(List.of(CommandBenchmark.Task.EVENT_RULES), MOST_MEGABYTES));
    return runs;
  }

  private Options throughput(ContenderKind contender, RuleCount count, Subset subset, int warmUps) {
    return throughput(contender, count, subset, false, warmUps).build();
  }

  private ChainedOptionsBuilder throughput(
      ContenderKind contender, RuleCount count, Subset subset, boolean nonMatching, int warmUps) {
    return timed(ThroughputBenchmark.class, "event", warmUps)
        .param("contender", contender.name())
        .param("count", count.name())
        .param("subset", subset.name())
        .param("nonMatchingOnly", Boolean.toString(nonMatching));
  }

  private Options nonMatching(ContenderKind contender) {
    return throughput(contender, RuleCount.ALL, Subset.EVERY, true, 5).build();
  }

  private Options warmUp(ContenderKind contender) {
    return throughput(contender, RuleCount.ALL, Subset.EVERY, false, 0)
        .warmupIterations(0)
        .measurementIterations(quick ? 16 : 24)
        .measurementTime(TimeValue.milliseconds(WARM_UP_MILLIS))
        .forks(quick ? 1 : ITERATIONS)
        .build();
  }

  private Options memory(ContenderKind contender, RuleCount count) {
    return start("memory")
        .param("contender", contender.name())
        .param("count", count.name())
        .forks(quick ? 1 : 3)
        .build();
  }

  private ChainedOptionsBuilder start(String method) {
    return fresh(StartBenchmark.class, method);
  }

  /** Each kind of rules with more and more of them, then with longer and longer events. */
  private void hostile(List<Options> runs) {
    for (HostileRules rules : HostileRules.values()) {
      for (int[] size : HOSTILE_SIZES) {
        runs.add(hostile(rules, size[0], size[1]));
      }
    }
  }

  private Options hostile(HostileRules rules, int count, int length) {
    return timed(HostileBenchmark.class, "event", 2)
        .param("contender", ContenderKind.INDEX.name())
        .param("rules", rules.name())
        .param("count", Integer.toString(count))
        .param("length", Integer.toString(length))
        .measurementTime(TimeValue.milliseconds(300))
        .warmupTime(TimeValue.milliseconds(500))
        .build();
  }

  private Options onCores(int cores) {
    return timed(CoresBenchmark.class, "event", 5)
        .param("cores", Integer.toString(cores))
        .threads(cores)
        .build();
  }

  private Options command(List<CommandBenchmark.Task> tasks, int megabytes) {
    return fresh(CommandBenchmark.class, "run")
        .param("task", tasks.stream().map(Enum::name).toArray(String[]::new))
        .param("megabytes", Integer.toString(megabytes))
        .build();
  }

  private ChainedOptionsBuilder timed(Class<?> benchmark, String method, int warmUps) {
    return options(benchmark, method)
        .addProfiler(GCProfiler.class)
        .forks(1)
        .warmupIterations(quick ? 1 : warmUps)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(quick ? 2 : ITERATIONS)
        .measurementTime(TimeValue.seconds(1));
  }

  /** Once in each of some processes. */
  private ChainedOptionsBuilder fresh(Class<?> benchmark, String method) {
    return options(benchmark, method)
        .forks(quick ? 1 : ITERATIONS)
        .warmupIterations(0)
        .measurementIterations(1);
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, String method) {
    List<String> arguments = new ArrayList<>(List.of("-Xmx5g", "-XX:+UseParallelGC"));
    arguments.addAll(workload.toArguments());
    return new OptionsBuilder()
        .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
        .jvmArgs(arguments.toArray(String[]::new))
        .shouldFailOnError(false);
  }
}

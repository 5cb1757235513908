package dev.sigrun.benchmarks.stream;

import dev.sigrun.benchmarks.measure.EventTimes;
import dev.sigrun.benchmarks.measure.RuleSets;
import dev.sigrun.benchmarks.measure.StateBenchmark;
import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.flink.record.PlacedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The size of many states in a job.
 *
 * @param checkpointBytes of each of them in a checkpoint
 * @param heapBytes of each of them in memory; of no meaning where states are on disk
 * @param seconds that the checkpoint took
 */
record StateSize(double checkpointBytes, double heapBytes, double seconds) {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Between events once all states are there, in milliseconds. */
  private static final long SLOW = 20;

  /** Fills a job with {@code count} states of a kind, and takes a checkpoint. */
  static StateSize of(StateBenchmark.Kind kind, String backend, int count, Path folder)
      throws Exception {
    Path jar = Files.createDirectories(folder).resolve("rule.jar");
    RuleSets.compile(List.of(BenchmarkRules.makeUp(1, kind.rule()))).write(jar);
    Path checkpoints = folder.resolve("checkpoints");
    Jobs jobs = new Jobs(jar, backend, checkpoints, Duration.ZERO);
    Configuration configuration = jobs.configuration();
    // Only on demand.
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(1));
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(5));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    jobs.add(environment, index -> event(index, count), Long.MAX_VALUE);
    Metrics.reset();
    long heap = Cpu.usedHeap();
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    try {
      cluster.start();
      JobID job = cluster.submitJob(environment.getStreamGraph()).get().getJobID();
      awaitStates(count);
      double heapBytes = (double) (Cpu.usedHeap() - heap) / count;
      long begun = System.nanoTime();
      var unused = cluster.triggerCheckpoint(job).get();
      double seconds = (System.nanoTime() - begun) / 1e9;
      double bytes = (double) size(checkpoints) / count;
      cluster.cancelJob(job).get();
      return new StateSize(bytes, heapBytes, seconds);
    } finally {
      cluster.close();
    }
  }

  private static PlacedEvent event(long index, int count) {
    byte[] json = StateBenchmark.event((int) Math.min(index, Integer.MAX_VALUE));
    if (index >= count) {
      // So late that all others are due; slowly, so that checkpoints have their turn.
      EventTimes.shift(json, 1);
      Cpu.sleep(SLOW);
    }
    return PlacedEvent.at("memory-0", 0, index, System.currentTimeMillis(), json);
  }

  private static void awaitStates(int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Metrics.sum("keysCreated") < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Only " + Metrics.sum("keysCreated") + " states are there after " + PATIENCE);
      }
      Cpu.sleep(100);
    }
    Cpu.awaitQuiet();
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(
              file -> {
                try {
                  return Files.size(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .sum();
    }
  }
}

package dev.sigrun.benchmarks.stream;

import dev.sigrun.flink.SigrunDetections;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.rules.RulesLocation;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Jobs of the rules of a jar whose alerts nobody reads.
 *
 * @param backend of the state
 * @param folder for checkpoints
 * @param lateness that is allowed
 */
record Jobs(Path jar, String backend, Path folder, Duration lateness) {
  /** The lateness that the compared jobs and engines allow. */
  static final Duration LATENESS = Duration.ofSeconds(10);

  /** States in memory. */
  static final String HEAP = "hashmap";

  /** States on disk. */
  static final String DISK = "rocksdb";

  /** Jobs that allow the same lateness as what they are compared with. */
  static Jobs of(Path jar, String backend, Path folder) {
    return new Jobs(jar, backend, folder.resolve("checkpoints"), LATENESS);
  }

  /** An environment with a cluster in this process. */
  StreamExecutionEnvironment environment(int parallelism) {
    Configuration configuration = configuration();
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /** The configuration of a cluster in this process. */
  Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    configuration.setString("metrics.reporters", "bench");
    configuration.setString("metrics.reporter.bench.factory.class", Metrics.class.getName());
    return configuration;
  }

  /** Adds a job that reads what {@code generator} makes of the numbers below {@code count}. */
  void add(
      StreamExecutionEnvironment environment,
      GeneratorFunction<Long, PlacedEvent> generator,
      long count) {
    add(events(environment, generator, count));
  }

  /** The events that {@code generator} makes of the numbers below {@code count}. */
  static DataStream<PlacedEvent> events(
      StreamExecutionEnvironment environment,
      GeneratorFunction<Long, PlacedEvent> generator,
      long count) {
    return environment.fromSource(
        new DataGeneratorSource<>(generator, count, SigrunDetections.EVENT_TYPE),
        SigrunDetections.sourceProgress(),
        "events",
        SigrunDetections.EVENT_TYPE);
  }

  /** Adds a job that reads a stream. */
  void add(DataStream<PlacedEvent> events) {
    SigrunDetections detections =
        SigrunDetections.builder(RulesLocation.jars(jar)).allowedLateness(lateness).build(events);
    detections.alerts().sinkTo(new DiscardingSink<>());
  }

  /** Runs rounds to their end. */
  void run(Rounds rounds, int parallelism) throws Exception {
    Metrics.reset();
    StreamExecutionEnvironment environment = environment(parallelism);
    add(environment, rounds.generator(), rounds.count());
    environment.execute("rounds");
  }

  /** Runs rounds to their end, through a job that does nothing with the events. */
  void runWithoutRules(Rounds rounds) throws Exception {
    StreamExecutionEnvironment environment = environment(1);
    events(environment, rounds.generator(), rounds.count()).sinkTo(new DiscardingSink<>());
    environment.execute("nothing");
  }
}

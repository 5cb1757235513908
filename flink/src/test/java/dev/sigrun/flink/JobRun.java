package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job over partitions in memory, in a cluster of this process. */
final class JobRun {
  private final PartitionedEvents events;
  private final RulesLocation rules;
  private final Duration lateness;
  private final String backend;
  private final Path folder;
  private final JobOutput output = new JobOutput();

  JobRun(
      List<List<PlacedEvent>> partitions,
      RulesLocation rules,
      Duration lateness,
      String backend,
      Path folder) {
    this.events = new PartitionedEvents(partitions);
    this.rules = rules;
    this.lateness = lateness;
    this.backend = backend;
    this.folder = folder;
  }

  List<StreamAlert> alerts() {
    return output.alerts();
  }

  List<LateEvent> late() {
    return output.late();
  }

  List<DeadLetter> deadLetters() {
    return output.deadLetters();
  }

  /** Runs to the end. */
  JobRun run(int parallelism) throws Exception {
    events.allow(100);
    start(parallelism, "", rules).getJobExecutionResult().get();
    return this;
  }

  /** Stops in the middle, and goes on with another parallelism. */
  JobRun run(int parallelism, int rescaled) throws Exception {
    return run(parallelism, rescaled, rules);
  }

  /** Stops in the middle, and goes on with another parallelism and other rules. */
  JobRun run(int parallelism, int rescaled, RulesLocation others) throws Exception {
    events.allow(50);
    JobClient first = start(parallelism, "", rules);
    while (!events.isReadAsAllowed()) {
      assertThat(first.getJobStatus().get().isTerminalState()).isFalse();
      Thread.sleep(20);
    }
    String savepoint = JobOutput.stop(first, folder);
    events.allow(100);
    start(rescaled, savepoint, others).getJobExecutionResult().get();
    return this;
  }

  private JobClient start(int parallelism, String savepoint, RulesLocation rules) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    if (!savepoint.isEmpty()) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    SigrunDetections detections =
        SigrunDetections.builder(rules)
            .allowedLateness(lateness)
            .build(
                environment.fromSource(
                    events,
                    SigrunDetections.sourceProgress(),
                    "events",
                    SigrunDetections.EVENT_TYPE));
    output.collect(detections);
    return environment.executeAsync("parity");
  }
}

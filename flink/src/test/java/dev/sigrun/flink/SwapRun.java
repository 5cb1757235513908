package dev.sigrun.flink;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.RulesLocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job over partitions in memory to which announcements come, in a cluster of this process. */
final class SwapRun {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PartitionedEvents events;
  private final PartitionedEvents announcements;
  private final int announced;
  private final RulesLocation rules;
  private final Duration lateness;
  private final Path folder;
  private final JobOutput output = new JobOutput();
  private Duration checkpoints = Duration.ofMillis(100);
  private String job = "";

  SwapRun(
      List<List<PlacedEvent>> partitions,
      List<String> announcements,
      RulesLocation rules,
      Duration lateness,
      Path folder) {
    this.events = new PartitionedEvents(partitions).open();
    List<PlacedEvent> all = new ArrayList<>();
    for (String each : announcements) {
      byte[] json = each.getBytes(StandardCharsets.UTF_8);
      all.add(PlacedEvent.at("announced-0", 0, all.size(), 0, json));
    }
    this.announcements = new PartitionedEvents(List.of(all)).open();
    this.announced = all.size();
    this.rules = rules;
    this.lateness = lateness;
    this.folder = folder;
  }

  /** The same that takes no checkpoint but the savepoints that a test asks for. */
  SwapRun withoutCheckpoints() {
    checkpoints = Duration.ofHours(1);
    return this;
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

  JobClient start(int parallelism, String savepoint) throws Exception {
    job = "swap" + RUNS.incrementAndGet();
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints);
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1_000);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.setString("metrics.reporters", "test");
    configuration.setString("metrics.reporter.test.factory.class", TestMetrics.class.getName());
    if (!savepoint.isEmpty()) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    SigrunDetections detections =
        SigrunDetections.builder(rules)
            .allowedLateness(lateness)
            .announcements(
                environment
                    .fromSource(
                        announcements,
                        WatermarkStrategy.noWatermarks(),
                        "announced",
                        SigrunDetections.EVENT_TYPE)
                    .uid("announced")
                    .setParallelism(1))
            .build(
                environment
                    .fromSource(
                        events,
                        SigrunDetections.sourceProgress(),
                        "events",
                        SigrunDetections.EVENT_TYPE)
                    .uid("events"));
    output.collect(detections);
    return environment.executeAsync(job);
  }

  /** Lets this share of each partition be read, and waits until it has been. */
  void read(JobClient client, int percent) throws Exception {
    events.allow(percent);
    until(client, events::isReadAsAllowed);
  }

  /** Lets the first announcements be read. */
  void announce(int count) {
    announcements.allow((100 * count + announced - 1) / announced);
  }

  /** Waits until all subtasks of a stage say something. */
  void await(JobClient client, String stage, String metric, LongPredicate wanted) throws Exception {
    until(
        client,
        () -> {
          List<Long> values = metric(stage, metric);
          return !values.isEmpty() && values.stream().allMatch(wanted::test);
        });
  }

  List<Long> metric(String stage, String name) {
    return TestMetrics.of(job, "sigrun-" + stage, name);
  }

  /** Reads the rest, and ends. */
  void end(JobClient client) throws Exception {
    events.end();
    announcements.end();
    client.getJobExecutionResult().get();
  }

  /** Stops, to go on from the savepoint that this gives. */
  String stop(JobClient client) throws Exception {
    return JobOutput.stop(client, folder);
  }

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until something holds. */
  void until(JobClient client, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (client.getJobStatus().get().isTerminalState()) {
        var unused = client.getJobExecutionResult().get();
      }
      if (System.nanoTime() > end) {
        client.cancel().get();
        throw new AssertionError(
            "Waits for ever. Refused: " + deadLetters().stream().map(DeadLetter::reason).toList());
      }
      Thread.sleep(20);
    }
  }
}

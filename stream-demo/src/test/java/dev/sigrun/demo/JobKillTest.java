package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.demo.KafkaTopics.Input;
import dev.sigrun.flink.job.SigrunJob;
import dev.sigrun.runtime.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the broker, the job manager and task managers at random moments: no alert is lost, and none
 * is there twice, compared with an engine that nobody disturbs. Each is a process, and is killed
 * without a chance to do anything. Prints how long it took until new alerts came.
 */
@EnabledIfSystemProperty(named = "sigrun.long", matches = "true")
class JobKillTest {
  private static final RuleSet RULES = RuleSet.load(JobKillTest.class.getClassLoader());
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PARTITIONS = 3;
  private static final int STEPS = 50;

  @TempDir static Path folder;
  private static LocalBroker broker;
  private static LocalCluster cluster;
  private static KafkaTopics topics;

  @BeforeAll
  static void start() throws Exception {
    broker = LocalBroker.start(folder.resolve("broker"));
    topics = new KafkaTopics(broker);
    cluster = new LocalCluster(folder.resolve("flink"));
  }

  @AfterAll
  static void end() {
    cluster.close();
    broker.close();
  }

  /** One that failed may be tried again alone; {@code sigrun.runs} says how many there are. */
  static LongStream seeds() {
    Long one = Long.getLong("sigrun.seed");
    if (one != null) {
      return LongStream.of(one);
    }
    int runs = Boolean.getBoolean("sigrun.soak") ? 100 : 3;
    return LongStream.range(0, Integer.getInteger("sigrun.runs", runs));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesAndDoublesNothing(long seed) throws Exception {
    String name = "kill-" + seed;
    broker.createTopic(name + "-in", PARTITIONS, Map.of());
    broker.createTopic(name + "-alerts", 1, Map.of());
    broker.createTopic(name + "-late", 1, Map.of());
    TestEvents events = new TestEvents(name + "-in", PARTITIONS).rounds(6, PARTITIONS, seed);
    long end = events.lastTime() + Duration.ofHours(20).toMillis();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String json = "{\"@timestamp\":\"" + TestEvents.time(end + partition) + "\"}";
      events.add(partition, end + partition, json.getBytes(StandardCharsets.UTF_8));
    }
    Map<String, String> expected = events.expected(RULES, false);
    assertThat(expected).hasSizeGreaterThan(50);

    Random random = new Random(seed);
    List<String> actions = new ArrayList<>();
    Recoveries recoveries = new Recoveries(name);
    JobClient job = submit(name);
    // Until it works: kills before that are tried by those that come early.
    topics.send(name + "-in", slice(events.inputs(0), 0));
    List<Victim> victims = new ArrayList<>(List.of(Victim.values()));
    Collections.shuffle(victims, random);
    List<Integer> kills =
        Stream.generate(() -> 1 + random.nextInt(STEPS - 2))
            .limit(victims.size())
            .sorted()
            .toList();
    for (int step = 1; step < STEPS; step++) {
      for (int kill : kills) {
        if (kill == step) {
          recoveries.killing();
          job = kill(victims.remove(0), name, job, random, actions);
          recoveries.killed(actions.get(actions.size() - 1));
        }
      }
      recoveries.look();
      Thread.sleep(random.nextInt(500));
      topics.send(name + "-in", slice(events.inputs(0), step));
    }
    await(name, expected, actions, recoveries);
    // What comes twice may come later.
    Thread.sleep(2_000);
    check(name, expected, actions);
    job.cancel().get();
    System.out.println("Seed " + seed + ": from kill to new alerts " + recoveries);
  }

  /**
   * How long it takes from a kill until readers see an alert that was written after it: until then,
   * they may see those that a checkpoint before the kill holds.
   */
  private static final class Recoveries {
    private final String name;
    private final List<String> done = new ArrayList<>();
    private String what = "";
    private long began;

    Recoveries(String name) {
      this.name = name;
    }

    /** Something is about to be killed. */
    void killing() {
      look();
      if (!what.isEmpty()) {
        done.add(what + " not before the next");
      }
      what = "";
      began = System.currentTimeMillis();
    }

    /** That was it. */
    void killed(String process) {
      what = process;
    }

    void look() {
      if (!what.isEmpty() && hasNew()) {
        double seconds = (System.currentTimeMillis() - began) / 1e3;
        done.add(String.format(Locale.ROOT, "%s %.1f s", what, seconds));
        what = "";
      }
    }

    private boolean hasNew() {
      try {
        return topics.read(name + "-alerts").stream().anyMatch(each -> each.timestamp() > began);
      } catch (KafkaException e) {
        // The broker has just been killed.
        return false;
      }
    }

    @Override
    public String toString() {
      return String.join(", ", done);
    }
  }

  private static List<Input> slice(List<Input> all, int step) {
    return all.subList(all.size() * step / STEPS, all.size() * (step + 1) / STEPS);
  }

  /** What is killed, once in each run. */
  private enum Victim {
    TASK_MANAGER,
    JOB_MANAGER,
    BROKER
  }

  private static JobClient kill(
      Victim victim, String name, JobClient job, Random random, List<String> actions)
      throws Exception {
    actions.add(victim.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return switch (victim) {
      case TASK_MANAGER -> {
        cluster.killTaskManager(random.nextInt(2));
        yield job;
      }
      case JOB_MANAGER -> {
        cluster.killJobManager();
        yield submit(name);
      }
      case BROKER -> {
        broker.kill();
        broker.start();
        yield job;
      }
    };
  }

  /** Starts the job from its last checkpoint, as soon as the cluster answers. */
  private static JobClient submit(String name) throws Exception {
    Path checkpoints = folder.resolve("checkpoints").resolve(name);
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(700));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    lastOf(checkpoints)
        .ifPresent(
            last ->
                configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, last.toUri().toString()));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createRemoteEnvironment(
              "127.0.0.1", cluster.restPort(), configuration);
      environment.setParallelism(2);
      SigrunJob.addTo(
          environment,
          "--sigrun.name=" + name,
          "--sigrun.kafka.bootstrap.servers=" + broker.address(),
          "--sigrun.events.topics=" + name + "-in",
          "--sigrun.alerts.topic=" + name + "-alerts",
          "--sigrun.late-events.topic=" + name + "-late",
          "--sigrun.lateness=" + TestEvents.LATENESS.toMillis() + " ms",
          "--sigrun.idle=0 s");
      try {
        return environment.executeAsync(name);
      } catch (Exception e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  private static Optional<Path> lastOf(Path checkpoints) throws IOException {
    if (!Files.exists(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .map(Path::getParent);
    }
  }

  private static Map<String, String> alerts(String name) {
    Map<String, String> alerts = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.read(name + "-alerts")) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      String rule =
          new String(record.headers().lastHeader("sigrun-rule-id").value(), StandardCharsets.UTF_8);
      assertThat(alerts.put(id, rule)).as("no alert twice").isNull();
    }
    return alerts;
  }

  private static void await(
      String name, Map<String, String> expected, List<String> actions, Recoveries recoveries)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      recoveries.look();
      try {
        if (alerts(name).keySet().containsAll(expected.keySet())) {
          return;
        }
      } catch (KafkaException e) {
        // The broker has just been killed.
      }
      if (System.nanoTime() > end) {
        check(name, expected, actions);
      }
      Thread.sleep(300);
    }
  }

  private static void check(String name, Map<String, String> expected, List<String> actions) {
    Map<String, String> found = alerts(name);
    Map<String, String> more = new TreeMap<>(found);
    more.keySet().removeAll(expected.keySet());
    Map<String, String> less = new TreeMap<>(expected);
    less.keySet().removeAll(found.keySet());
    assertThat(topics.read(name + "-late")).as("late after %s", actions).isEmpty();
    assertThat(more).as("only in the job after %s", actions).isEmpty();
    assertThat(less).as("lost after %s", actions).isEmpty();
  }
}

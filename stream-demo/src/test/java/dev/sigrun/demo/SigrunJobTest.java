package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.demo.KafkaTopics.Input;
import dev.sigrun.flink.job.JobProblem;
import dev.sigrun.flink.job.SigrunJob;
import dev.sigrun.runtime.RuleSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job between topics of a broker in another process. */
@Tag("smoke")
@Timeout(180)
class SigrunJobTest {
  private static final RuleSet RULES = RuleSet.load(SigrunJobTest.class.getClassLoader());
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Long enough for a slow machine to read all partitions that have events. */
  private static final String IDLE = "--sigrun.idle=8 s";

  private static final long FAR = Duration.ofDays(40).toMillis();

  @TempDir static Path brokerFolder;
  private static LocalBroker broker;
  private static KafkaTopics topics;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(brokerFolder);
    topics = new KafkaTopics(broker);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static void createTopics(String name, int partitions) throws Exception {
    broker.createTopic(name + "-in", partitions, Map.of("max.message.bytes", "8000000"));
    for (String kind : List.of("-alerts", "-dead", "-late")) {
      broker.createTopic(name + kind, 1, Map.of());
    }
  }

  private static List<String> arguments(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--sigrun.name=" + name,
                "--sigrun.kafka.bootstrap.servers=" + broker.address(),
                "--sigrun.events.topics=" + name + "-in",
                "--sigrun.alerts.topic=" + name + "-alerts",
                "--sigrun.dead-letters.topic=" + name + "-dead",
                "--sigrun.late-events.topic=" + name + "-late",
                "--sigrun.lateness=" + TestEvents.LATENESS.toMillis() + " ms"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private JobClient start(int parallelism, String savepoint, List<String> arguments)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(RestOptions.BIND_PORT, "0");
    if (!savepoint.isEmpty()) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    String name = SigrunJob.addTo(environment, arguments.toArray(new String[0]));
    return environment.executeAsync(name);
  }

  /** Everything that an input can be, and the alerts of an engine, ids included. */
  @Test
  void readsATopicToItsEnd() throws Exception {
    createTopics("bounded", 4);
    TestEvents events = new TestEvents("bounded-in", 4).rounds(4, 3, 1);
    long time = events.lastTime();
    byte[] broken =
        ("{\"@timestamp\": \"" + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8);
    events
        .add(0, time, new byte[0])
        .add(1, time, "not JSON".getBytes(StandardCharsets.UTF_8))
        .add(2, time, broken)
        .add(0, time + 1, TestEvents.large(time + 1, 1_500_000))
        .add(1, time + FAR, SampleEvents.load().at(901, 10, time + FAR).json());
    topics.send("bounded-in", events.inputs(0));

    JobClient job = start(2, "", arguments("bounded", "--sigrun.events.bounded=true"));
    job.getJobExecutionResult().get();

    Map<String, String> expected = events.expected(RULES, true);
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(topics.read("bounded-late")).isEmpty();
    KafkaTopics.checkSame(topics.alerts("bounded-alerts"), expected);
    assertThat(topics.read("bounded-alerts"))
        .filteredOn(record -> !KafkaTopics.header(record, "sigrun-shortened-from").isEmpty())
        .hasSize(1)
        .allSatisfy(record -> assertThat(KafkaTopics.text(record.value())).doesNotContain("mmmm"));
    assertThat(topics.read("bounded-dead"))
        .extracting(record -> KafkaTopics.header(record, "sigrun-source"))
        .containsExactlyInAnyOrder("bounded-in-0", "bounded-in-1", "bounded-in-2");
    assertThat(topics.read("bounded-dead"))
        .allSatisfy(record -> assertThat(KafkaTopics.header(record, "sigrun-reason")).isNotBlank());
    assertThat(topics.openTransactions()).isZero();
    // Alerts about old events are written today, so the broker does not delete them.
    assertThat(topics.read("bounded-alerts"))
        .allSatisfy(
            record ->
                assertThat(record.timestamp()).isGreaterThan(time + Duration.ofDays(1).toMillis()));
  }

  /**
   * A partition without events does not hold time back for ever, and a job that goes on with other
   * parallelism gives the alerts of one that was never stopped.
   */
  @Test
  void goesOnFromASavepointWithAnotherParallelism() throws Exception {
    createTopics("savepoint", 4);
    TestEvents events = new TestEvents("savepoint-in", 4).rounds(3, 3, 2);
    topics.send("savepoint-in", events.inputs(0));
    JobClient job = start(1, "", arguments("savepoint", IDLE));
    Set<String> withMemory =
        RULES.detectors().stream().map(each -> each.ruleId()).collect(Collectors.toSet());
    await(
        job,
        () -> topics.alerts("savepoint-alerts").values().stream().anyMatch(withMemory::contains));
    String savepoint = stop(job);

    int sent = events.size();
    events.rounds(2, 3, 3);
    long last = events.lastTime();
    long late = last - Duration.ofHours(1).toMillis();
    // Time passes only with events.
    long end = last + Duration.ofHours(20).toMillis();
    for (int partition = 0; partition < 3; partition++) {
      events.add(partition, end + partition, time(end + partition));
    }
    topics.send("savepoint-in", events.inputs(sent));
    topics.send("savepoint-in", List.of(new Input(1, lateEvent(late))));
    JobClient next = start(2, savepoint, arguments("savepoint", IDLE));
    Map<String, String> expected = events.expected(RULES, false);
    await(
        next,
        () ->
            topics.alerts("savepoint-alerts").keySet().containsAll(expected.keySet())
                && !topics.read("savepoint-late").isEmpty());
    stop(next);

    assertThat(topics.read("savepoint-late"))
        .allSatisfy(
            record ->
                assertThat(KafkaTopics.text(record.value()))
                    .contains("\"" + TestEvents.time(late) + "\""));
    KafkaTopics.checkSame(topics.alerts("savepoint-alerts"), expected);
    assertThat(topics.openTransactions()).isZero();
  }

  private static byte[] time(long time) {
    String json = "{\"@timestamp\":\"" + TestEvents.time(time) + "\"}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** An event that only rules with memory want. */
  private static byte[] lateEvent(long time) throws Exception {
    SampleEvents samples = SampleEvents.load();
    for (int place = 0; place < samples.size(); place++) {
      byte[] json = samples.at(0, place, time).json();
      var session = RULES.newSession();
      session.read(json, 0, json.length);
      boolean wanted = false;
      for (int i = 0; i < session.detectorCount(); i++) {
        wanted |= !RULES.detectors().get(session.detector(i)).select(session.event()).isEmpty();
      }
      boolean matches = false;
      for (int i = 0; i < session.matcherCount(); i++) {
        matches |= RULES.matchers().get(session.matcher(i)).matches(session.event());
      }
      if (wanted && !matches) {
        return json;
      }
    }
    throw new AssertionError("There is no such sample.");
  }

  /** Something to wait for. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(JobClient job, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(job.getJobStatus().get().isTerminalState()).as("the job has ended").isFalse();
      assertThat(System.nanoTime()).as("waits for ever").isLessThan(end);
      Thread.sleep(100);
    }
  }

  private String stop(JobClient job) throws Exception {
    while (true) {
      try {
        return job.stopWithSavepoint(
                false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
      } catch (ExecutionException e) {
        assertThat(job.getJobStatus().get().isTerminalState()).as("%s", e).isFalse();
        Thread.sleep(100);
      }
    }
  }

  @Test
  void namesAllTopicsThatDoNotExist() throws Exception {
    broker.createTopic("missing-in", 1, Map.of());
    assertThatThrownBy(() -> start(1, "", arguments("missing")))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("The topic missing-alerts does not exist.")
        .hasMessageContaining("The topic missing-dead does not exist.")
        .hasMessageContaining("The topic missing-late does not exist.")
        .hasMessageNotContaining("missing-in");
  }

  @Test
  void refusesATimeoutThatBrokersRefuse() throws Exception {
    createTopics("timeout", 1);
    assertThatThrownBy(() -> start(1, "", arguments("timeout", "--sigrun.transaction-timeout=1 h")))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("sigrun.transaction-timeout is 3600000 ms")
        .hasMessageContaining("transaction.max.timeout.ms of the brokers is 900000");
  }

  @Test
  void saysThatAFileOfRulesIsNotAJar() throws Exception {
    createTopics("rules", 1);
    Path text = Files.writeString(folder.resolve("rules.jar"), "not a jar");
    assertThatThrownBy(() -> start(1, "", arguments("rules", "--sigrun.rules.jars=" + text)))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining(text + " are not in a jar");
  }

  @Test
  void saysThatNoBrokerAnswers() {
    List<String> arguments =
        arguments(
            "nobody",
            "--sigrun.kafka.bootstrap.servers=127.0.0.1:1",
            "--sigrun.kafka.default.api.timeout.ms=1500",
            "--sigrun.kafka.request.timeout.ms=1000");
    assertThatThrownBy(() -> start(1, "", arguments))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("No broker answers at 127.0.0.1:1");
  }

  @Test
  void saysThatPropertiesOfKafkaAreWrong() {
    assertThatThrownBy(
            () ->
                start(1, "", arguments("wrong", "--sigrun.kafka.security.protocol=CARRIER_PIGEON")))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("The properties of Kafka do not work")
        .hasMessageContaining("CARRIER_PIGEON");
  }
}

package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.demo.KafkaTopics.Input;
import dev.sigrun.flink.job.JobProblem;
import dev.sigrun.flink.job.SigrunJob;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Announcements that come from a topic of a broker in another process. */
@Timeout(180)
class JobSwapTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  private static LocalBroker broker;
  private static KafkaTopics topics;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(folder.resolve("broker"));
    topics = new KafkaTopics(broker);
    broker.createTopic("in", 1, Map.of());
    broker.createTopic("announced", 1, Map.of());
    broker.createTopic("announced-twice", 2, Map.of());
    broker.createTopic("alerts", 1, Map.of());
    broker.createTopic("dead", 1, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static JobClient start(String... more) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve("state").toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(RestOptions.BIND_PORT, "0");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--sigrun.kafka.bootstrap.servers=" + broker.address(),
                "--sigrun.events.topics=in",
                "--sigrun.alerts.topic=alerts",
                "--sigrun.dead-letters.topic=dead",
                "--sigrun.lateness=" + TestEvents.LATENESS.toMillis() + " ms"));
    arguments.addAll(List.of(more));
    return environment.executeAsync(SigrunJob.addTo(environment, arguments.toArray(new String[0])));
  }

  private static byte[] announcement(Path jar, long from, String digest) {
    return JsonValues.write(
            Map.of(
                "rules",
                Map.of(
                    "name",
                    "everything",
                    "from",
                    TestEvents.time(from),
                    "jars",
                    List.of(Map.of("uri", jar.toString(), "sha256", digest)))))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void await(JobClient job, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(job.getJobStatus().get().isTerminalState()).as("the job has ended").isFalse();
      assertThat(System.nanoTime()).as("waits for ever").isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** The rules of the alerts from this place on. */
  private static TreeSet<String> alertingRules(int from) {
    TreeSet<String> rules = new TreeSet<>();
    List<ConsumerRecord<byte[], byte[]>> all = topics.read("alerts");
    all.subList(Math.min(from, all.size()), all.size())
        .forEach(each -> rules.add(header(each, "sigrun-rule-id")));
    return rules;
  }

  /** One announcement is refused with its reason; the next replaces all rules at its moment. */
  @Test
  void replacesRulesAtAMoment() throws Exception {
    Path jar = folder.resolve("everything.jar");
    EverythingRules.write(jar);
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    TestEvents events = new TestEvents("in", 1).rounds(1, 1, 21);
    int before = events.size();
    // As far ahead as events may be out of order, and farther.
    long moment = events.lastTime() + Duration.ofMinutes(1).toMillis();
    events.add(
        0,
        moment,
        "{\"@timestamp\":\"%s\"}"
            .formatted(TestEvents.time(moment))
            .getBytes(StandardCharsets.UTF_8));
    events.rounds(1, 1, 22);

    JobClient job = start("--sigrun.announcements.topic=announced");
    topics.send("in", events.inputs(0).subList(0, before));
    topics.send(
        "announced",
        List.of(
            new Input(0, announcement(jar, moment, "0".repeat(64))),
            new Input(0, announcement(jar, moment, digest))));
    await(job, () -> !topics.read("dead").isEmpty() && !alertingRules(0).isEmpty());
    assertThat(topics.read("dead"))
        .satisfiesExactly(
            record -> {
              assertThat(header(record, "sigrun-source")).isEqualTo("announced-0");
              assertThat(header(record, "sigrun-reason")).contains("but 0000");
            });
    RuleSet rules = RuleSet.load(JobSwapTest.class.getClassLoader());
    assertThat(alertingRules(0)).allMatch(id -> rules.rule(id).isPresent());

    // Once it has been accepted, it counts after the next checkpoint.
    long seen = checkpoints();
    await(job, () -> checkpoints() > seen + 3);
    int known = topics.read("alerts").size();
    List<Input> later = events.inputs(before);
    topics.send("in", later);
    await(job, () -> alertsOf(EverythingRules.ID) >= later.size());
    job.cancel().get();
    assertThat(alertsOf(EverythingRules.ID)).isEqualTo(later.size());
    // What rules with memory owe to the events before that is still to come.
    TreeSet<String> others = alertingRules(known);
    others.remove(EverythingRules.ID);
    rules.detectors().forEach(each -> others.remove(each.ruleId()));
    assertThat(others).isEmpty();
  }

  private static long alertsOf(String rule) {
    return topics.read("alerts").stream()
        .filter(each -> header(each, "sigrun-rule-id").equals(rule))
        .count();
  }

  /** The number of the last checkpoint. */
  private static long checkpoints() throws Exception {
    try (var files = Files.walk(folder.resolve("state"), 2)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("chk-"))
          .mapToLong(name -> Long.parseLong(name.substring(4)))
          .max()
          .orElse(0);
    }
  }

  @Test
  void refusesATopicWithoutAnOrder() {
    assertThatThrownBy(() -> start("--sigrun.announcements.topic=announced-twice"))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("The topic announced-twice has 2 partitions");
  }

  @Test
  void refusesATopicThatHasAnotherUse() {
    assertThatThrownBy(() -> start("--sigrun.announcements.topic=in"))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("names in, which is a topic of events or of output");
    assertThatThrownBy(
            () -> start("--sigrun.announcements.topic=announced", "--sigrun.events.bounded=true"))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining("does not go with sigrun.events.bounded");
  }
}

package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.kafka.SigrunRunner;
import dev.sigrun.kafka.topic.StartProblem;
import dev.sigrun.runtime.detector.Detector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runner between topics of a broker in another process. */
@Timeout(180)
class SigrunRunnerTest {
  private static final long FAR = Duration.ofDays(40).toMillis();

  @TempDir static Path brokerFolder;
  private static LocalBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static boolean runs(SigrunRunner runner) {
    return runner.problem().isEmpty();
  }

  /** The alerts that rules with memory raise among all, so that a test shows something. */
  private static void requireMemory(Map<String, String> alerts) {
    Set<String> withMemory =
        RunnerTopics.RULES.detectors().stream().map(Detector::ruleId).collect(Collectors.toSet());
    assertThat(alerts.values()).filteredOn(withMemory::contains).hasSizeGreaterThan(1);
  }

  /** Everything that an input can be, and the alerts of an engine for each partition. */
  @Tag("smoke")
  @Test
  void givesTheAlertsOfAnEngineForEachPartition() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "all");
    TestEvents events = topics.newEvents().roundsByHost(4, 1);
    long time = events.lastTime();
    byte[] broken =
        ("{\"@timestamp\": \"" + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8);
    events
        .add(0, time, new byte[0])
        .add(1, time, "not JSON".getBytes(StandardCharsets.UTF_8))
        .add(2, time, broken)
        .add(0, time + 1, TestEvents.large(time + 1, 1_500_000))
        .add(1, time + FAR, SampleEvents.load().at(901, 10, time + FAR).json())
        .add(2, time - FAR, SampleEvents.load().at(902, 11, time - FAR).json());
    topics.end(events);
    topics.send(events);
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      topics.awaitCommitted(events, () -> runs(runner));
      assertThat(runner.leftOut().keySet()).hasSizeGreaterThan(5);
      Map<String, String> expected =
          events.expectedOfPartitions(RunnerTopics.RULES, runner.leftOut().keySet());
      requireMemory(expected);
      KafkaTopics.checkSame(topics.alerts(), expected);
    }
    KafkaTopics records = new KafkaTopics(broker);
    assertThat(records.read(topics.alertTopic()))
        .filteredOn(record -> !KafkaTopics.header(record, "sigrun-shortened-from").isEmpty())
        .hasSize(1);
    assertThat(records.read(topics.deadLetters()))
        .extracting(record -> KafkaTopics.header(record, "sigrun-source"))
        .containsExactlyInAnyOrder("all-in-0", "all-in-1", "all-in-2");
    assertThat(records.read(topics.deadLetters()))
        .allSatisfy(record -> assertThat(KafkaTopics.header(record, "sigrun-reason")).isNotBlank());
    // Alerts about old events are written today, so the broker does not delete them.
    assertThat(records.read(topics.alertTopic()))
        .allSatisfy(
            record ->
                assertThat(record.timestamp()).isGreaterThan(time + Duration.ofDays(1).toMillis()));
    assertThat(records.openTransactions()).isZero();
  }

  /** Rules with states go on where they were; with one partition, all kinds of rules. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void goesOnAfterAStop(int partitions) throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "stop-" + partitions, partitions);
    TestEvents events = topics.newEvents();
    Set<String> leftOut = new HashSet<>();
    for (int part = 0; part < 3; part++) {
      events.roundsByHost(2, part);
      if (part == 2) {
        topics.end(events);
      }
      topics.send(events);
      try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
        topics.awaitCommitted(events, () -> runs(runner));
        leftOut.addAll(runner.leftOut().keySet());
      }
    }
    assertThat(leftOut.isEmpty()).isEqualTo(partitions == 1);
    Map<String, String> expected = events.expectedOfPartitions(RunnerTopics.RULES, leftOut);
    requireMemory(expected);
    KafkaTopics.checkSame(topics.alerts(), expected);
  }

  /** Partitions move to a member that joins and back when it leaves, with their states. */
  @Test
  void sharesPartitionsAmongMembers() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "share");
    TestEvents events = topics.newEvents().roundsByHost(2, 1);
    topics.send(events);
    try (SigrunRunner first = SigrunRunner.start(topics.arguments())) {
      topics.awaitCommitted(events, () -> runs(first));
      try (SigrunRunner second =
          SigrunRunner.start(topics.arguments("--consumer.heartbeat.interval.ms=500"))) {
        while (second.tally().events() == 0) {
          events.roundsByHost(1, events.size());
          topics.send(events);
          topics.awaitCommitted(events, () -> runs(first) && runs(second));
        }
      }
      events.roundsByHost(2, 7);
      topics.end(events);
      topics.send(events);
      topics.awaitCommitted(events, () -> runs(first));
      Map<String, String> expected =
          events.expected(RunnerTopics.RULES, first.leftOut().keySet(), false);
      requireMemory(expected);
      KafkaTopics.checkSame(topics.alerts(), expected);
    }
  }

  /** A state that is too large stops the runner before anything is lost. */
  @Test
  void stopsBeforeItLosesALargeState() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "large");
    TestEvents events = topics.newEvents().roundsByHost(2, 1);
    topics.end(events);
    topics.send(events);
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments("--state.max-bytes=3000"))) {
      Optional<StartProblem> problem = runner.await();
      assertThat(problem.orElseThrow())
          .hasMessageContaining("takes more than sigrun.state.max-bytes = 3000 bytes");
      assertThat(runner.tally().statesTooLarge()).isPositive();
    }
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      topics.awaitCommitted(events, () -> runs(runner));
      KafkaTopics.checkSame(
          topics.alerts(), events.expected(RunnerTopics.RULES, runner.leftOut().keySet(), false));
    }
  }

  /** An offset that somebody has moved does not belong to the state, nor do keys that moved. */
  @Test
  void refusesStatesThatDoNotFitTheTopic() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "moved");
    TestEvents events = topics.newEvents().roundsByHost(1, 1);
    topics.send(events);
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      topics.awaitCommitted(events, () -> runs(runner));
    }
    long offset = events.counts()[2];
    topics.moveOffset(2, offset - 1);
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      assertThat(runner.await().orElseThrow())
          .hasMessageContaining(
              "The committed offset of moved-in-2 is %d, but its state belongs to offset %d."
                  .formatted(offset - 1, offset));
    }
    topics.moveOffset(2, offset);
    topics.grow(topics.events(), 6);
    assertThatThrownBy(() -> SigrunRunner.start(topics.arguments()))
        .hasMessageContaining(
            "The topic moved-state for states has 4 partitions, and moved-in has 6.");
    topics.grow("moved-state", 6);
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      assertThat(runner.await().orElseThrow())
          .hasMessageContaining("had 4 when the state of")
          .hasMessageContaining("its keys have moved");
    }
  }

  /** All rules run if the topic has one partition, and without a key only those without memory. */
  @Test
  void leavesOutRulesByNameAndReason() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "rules");
    Map<String, String> byHost;
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      byHost = runner.leftOut();
    }
    assertThat(byHost.values())
        .anyMatch(reason -> reason.startsWith("it ties events together by "))
        .anyMatch(reason -> reason.startsWith("it suppresses alerts by "))
        .noneMatch(reason -> reason.contains("host.id"));
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments("--events.key="))) {
      assertThat(runner.leftOut().keySet()).containsAll(byHost.keySet());
      assertThat(runner.leftOut().values())
          .anyMatch(reason -> reason.startsWith("it ties events together by host.id"));
    }
    broker.createTopic("rules-one", 1, Map.of());
    try (SigrunRunner runner =
        SigrunRunner.start(
            topics.arguments("--events.topic=rules-one", "--events.key=", "--name=rules-one"))) {
      assertThat(runner.leftOut()).isEmpty();
    }
  }

  @Test
  void namesAllTopicsThatDoNotExist() {
    assertThatThrownBy(
            () ->
                SigrunRunner.start(
                    List.of(
                        "--bootstrap.servers=" + broker.address(),
                        "--rules.jars=" + rules(),
                        "--events.topic=no-events",
                        "--alerts.topic=no-alerts",
                        "--dead-letters.topic=no-dead")))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("The topic no-events does not exist.")
        .hasMessageContaining("The topic no-alerts does not exist.")
        .hasMessageContaining("The topic no-dead does not exist.");
  }

  private static String rules() {
    return RunnerTopics.rulesJar().toString();
  }

  @Test
  void refusesTimeoutsThatLoseAlerts() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "timeout");
    assertThatThrownBy(() -> SigrunRunner.start(topics.arguments("--transaction-timeout=16 min")))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("sigrun.transaction-timeout is 960000 ms")
        .hasMessageContaining("transaction.max.timeout.ms of the brokers is 900000");
    assertThatThrownBy(
            () -> SigrunRunner.start(topics.arguments("--producer.transaction.timeout.ms=500")))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("transaction.timeout.ms is 500 ms")
        .hasMessageContaining("less than twice sigrun.commit.interval (300 ms)");
  }

  @Test
  void refusesTopicsThatLoseStates() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "deleted");
    broker.createTopic("deleted-state", 4, Map.of("cleanup.policy", "delete"));
    assertThatThrownBy(() -> SigrunRunner.start(topics.arguments()))
        .hasMessageContaining("The topic deleted-state for states has cleanup.policy=delete");
  }

  @Test
  void saysThatAFileOfRulesIsNotAJar() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "text");
    Path text = Files.writeString(folder.resolve("rules.jar"), "not a jar");
    assertThatThrownBy(() -> SigrunRunner.start(topics.arguments("--rules.jars=" + text)))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining(text + " are not in a jar");
  }

  @Test
  void saysThatNoBrokerAnswers() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "nobody");
    assertThatThrownBy(
            () ->
                SigrunRunner.start(
                    topics.arguments(
                        "--bootstrap.servers=127.0.0.1:1",
                        "--default.api.timeout.ms=1500",
                        "--request.timeout.ms=1000")))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("No broker answers at 127.0.0.1:1");
  }
}

package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.kafka.SigrunRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runners that are killed or paused: each alert is there once, and none is missing. */
@Timeout(240)
class RunnerKillTest {
  private static final int SEEDS = Boolean.getBoolean("sigrun.soak") ? 40 : 3;

  /** A killed member that comes back under its name has its partitions at once. */
  private static final String INSTANCE = "--consumer.group.instance.id=one";

  @TempDir static Path folder;
  private static LocalBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(folder.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** The rules that runners of these topics leave out. */
  private static Set<String> leftOut(RunnerTopics topics) {
    try (SigrunRunner runner = SigrunRunner.start(topics.arguments())) {
      return runner.leftOut().keySet();
    }
  }

  private static void check(RunnerTopics topics, TestEvents events, Set<String> leftOut) {
    Map<String, String> expected = events.expectedOfPartitions(RunnerTopics.RULES, leftOut);
    assertThat(expected).hasSizeGreaterThan(50);
    KafkaTopics.checkSame(topics.alerts(), expected);
  }

  /**
   * Kills at random moments, and while a transaction is open, runners of four partitions and of one
   * with rules of all kinds. What an open transaction held is there, not committed: otherwise
   * nothing was shown.
   */
  @Test
  void killedRunnersLoseAndDoubleNothing() throws Exception {
    int takenBack = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RunnerTopics topics = new RunnerTopics(broker, "kill-" + seed, seed % 2 == 0 ? 4 : 1);
      Set<String> leftOut = leftOut(topics);
      Path log = folder.resolve("kill-" + seed + ".log");
      Random random = new Random(seed);
      TestEvents events = topics.newEvents();
      for (int kill = 0; kill < 2; kill++) {
        events.roundsByHost(3, 10L * seed + kill);
        topics.send(events);
        boolean isAimed = random.nextBoolean() || kill == 1;
        int before = topics.notCommitted();
        try (RunnerProcess runner =
            RunnerProcess.start(topics.arguments(INSTANCE, "--commit.interval=2s"), log)) {
          if (isAimed) {
            RunnerTopics.await(() -> topics.notCommitted() > before, runner::isAlive);
          }
          Thread.sleep(random.nextInt(isAimed ? 100 : 4_000));
          runner.kill();
        }
      }
      topics.end(events);
      topics.send(events);
      try (RunnerProcess runner = RunnerProcess.start(topics.arguments(INSTANCE), log)) {
        topics.awaitCommitted(events, runner::isAlive);
        assertThat(runner.end()).as(Files.readString(log)).isIn(0, 143);
      }
      check(topics, events, leftOut);
      takenBack += topics.notCommitted();
    }
    assertThat(takenBack).as("records of killed runners").isPositive();
    assertThat(new KafkaTopics(broker).openTransactions()).isZero();
  }

  /** A member that was taken for dead comes back with open transactions, and may not write. */
  @Test
  void pausedRunnersAreFencedOff() throws Exception {
    RunnerTopics topics = new RunnerTopics(broker, "pause");
    Path log = folder.resolve("pause.log");
    String[] impatient = {
      "--commit.interval=2s",
      "--consumer.session.timeout.ms=6000",
      "--consumer.heartbeat.interval.ms=1000"
    };
    Set<String> leftOut = leftOut(topics);
    TestEvents events = topics.newEvents().roundsByHost(3, 5);
    topics.send(events);
    try (RunnerProcess paused = RunnerProcess.start(topics.arguments(impatient), log)) {
      RunnerTopics.await(() -> topics.notCommitted() > 0, paused::isAlive);
      paused.pause();
      topics.end(events);
      topics.send(events);
      try (SigrunRunner runner = SigrunRunner.start(topics.arguments(impatient))) {
        topics.awaitCommitted(events, () -> runner.problem().isEmpty());
        paused.resume();
        // It does not get to its end of the topic with what it knows.
        RunnerTopics.await(
            () ->
                Files.readString(log).contains("Joins the group again")
                    || Files.readString(log).contains("Lost "),
            paused::isAlive);
      }
    }
    check(topics, events, leftOut);
  }
}

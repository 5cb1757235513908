package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The topics of a test of the runner, whose names begin with that of the runner. */
final class RunnerTopics {
  static final RuleSet RULES = RuleSet.load(RunnerTopics.class.getClassLoader());
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * How far the last events of {@link #end} are from the others; less than the runner distrusts.
   */
  private static final Duration REST = Duration.ofHours(20);

  private final LocalBroker broker;
  private final KafkaTopics topics;
  private final String name;
  private final int partitions;
  private int sent;

  RunnerTopics(LocalBroker broker, String name) throws IOException {
    this(broker, name, 4);
  }

  RunnerTopics(LocalBroker broker, String name, int partitions) throws IOException {
    this.partitions = partitions;
    this.broker = broker;
    this.topics = new KafkaTopics(broker);
    this.name = name;
    broker.createTopic(events(), partitions, Map.of("max.message.bytes", "8000000"));
    broker.createTopic(alertTopic(), 1, Map.of());
    broker.createTopic(deadLetters(), 1, Map.of());
  }

  String events() {
    return name + "-in";
  }

  String alertTopic() {
    return name + "-alerts";
  }

  String deadLetters() {
    return name + "-dead";
  }

  /** The arguments of a runner that commits often. */
  List<String> arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap.servers=" + broker.address(),
                "--name=" + name,
                "--rules.jars=" + rulesJar(),
                "--events.topic=" + events(),
                "--events.key=host.id",
                "--alerts.topic=" + alertTopic(),
                "--dead-letters.topic=" + deadLetters(),
                "--lateness=" + TestEvents.LATENESS.toMillis() + "ms",
                "--commit.interval=300ms"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Where the bundled rules are: a jar or a folder of classes. */
  static Path rulesJar() {
    CompiledRules rules = ServiceLoader.load(CompiledRules.class).findFirst().orElseThrow();
    try {
      return Path.of(rules.getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** No events yet. */
  TestEvents newEvents() {
    return new TestEvents(events(), partitions);
  }

  /** Sends those of {@code all} that were not sent before. */
  void send(TestEvents all) {
    topics.send(events(), all.inputs(sent));
    sent = all.size();
  }

  /** Adds events to each partition that decide everything before them. */
  void end(TestEvents events) {
    long end = events.lastTime() + REST.toMillis();
    for (int partition = 0; partition < partitions; partition++) {
      String json = "{\"@timestamp\":\"" + TestEvents.time(end + partition) + "\"}";
      events.add(partition, end + partition, json.getBytes(StandardCharsets.UTF_8));
    }
  }

  Map<String, String> alerts() {
    return topics.alerts(alertTopic());
  }

  /** How many records of the topic of alerts are of no committed transaction. */
  int notCommitted() {
    return topics.readUncommitted(alertTopic()).size() - topics.read(alertTopic()).size();
  }

  /** The committed offsets of all partitions; 0 for those without. */
  long[] committed() throws Exception {
    long[] offsets = new long[partitions];
    try (Admin admin = admin()) {
      admin
          .listConsumerGroupOffsets(name)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, offset) -> offsets[partition.partition()] = offset.offset());
    }
    return offsets;
  }

  /** Waits until all of {@code events} are committed, while {@code running} says so. */
  void awaitCommitted(TestEvents events, BooleanSupplier running) throws Exception {
    await(() -> Arrays.equals(committed(), events.counts()), running);
  }

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(Condition condition, BooleanSupplier running) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(running.getAsBoolean()).as("the runner has ended").isTrue();
      assertThat(System.nanoTime()).as("waits for ever").isLessThan(end);
      Thread.sleep(50);
    }
  }

  /** Moves the offset of a partition of a group without members. */
  void moveOffset(int partition, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .alterConsumerGroupOffsets(
              name, Map.of(new TopicPartition(events(), partition), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  void grow(String topic, int partitions) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.address()));
  }
}

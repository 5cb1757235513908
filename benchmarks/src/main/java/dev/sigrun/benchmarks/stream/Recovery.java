package dev.sigrun.benchmarks.stream;

import dev.sigrun.benchmarks.events.EventBuffer;
import dev.sigrun.demo.LocalBroker;
import dev.sigrun.demo.LocalCluster;
import dev.sigrun.flink.job.SigrunJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long it takes from the kill of a task manager until a reader of committed alerts sees one
 * that was written after it. Broker, job manager and two task managers are processes; events come
 * all the time.
 */
final class Recovery implements AutoCloseable {
  /** Between two checkpoints of the job, and with them between two commits. */
  static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final int PARTITIONS = 2;
  private static final long BETWEEN_EVENTS = 10;
  private static final TopicPartition ALERTS = new TopicPartition("alerts", 0);

  private final LocalBroker broker;
  private final LocalCluster cluster;
  private final Path folder;
  private final AtomicBoolean isOver = new AtomicBoolean();

  private Recovery(Path folder) throws Exception {
    this.folder = folder;
    this.broker = LocalBroker.start(folder.resolve("broker"));
    this.cluster = new LocalCluster(folder.resolve("flink"));
  }

  /** Kills so many task managers, one after the other, and returns the seconds, sorted. */
  static List<Double> seconds(Path jar, EventBuffer events, Path folder, int kills)
      throws Exception {
    try (Recovery recovery = new Recovery(folder)) {
      return recovery.run(jar, events, kills);
    }
  }

  private List<Double> run(Path jar, EventBuffer events, int kills) throws Exception {
    broker.createTopic("events", PARTITIONS, Map.of());
    broker.createTopic(ALERTS.topic(), 1, Map.of("message.timestamp.type", "LogAppendTime"));
    JobClient job = submit(jar);
    Thread sender = new Thread(() -> send(events), "sender");
    sender.setDaemon(true);
    sender.start();
    List<Double> seconds = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.address(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(ALERTS));
      consumer.seekToBeginning(List.of(ALERTS));
      awaitAlertOf(consumer, 0);
      for (int kill = 0; kill < kills; kill++) {
        // Until checkpoints are as regular as they will be.
        awaitAlertOf(consumer, System.currentTimeMillis() + 3 * CHECKPOINTS.toMillis());
        long begun = System.currentTimeMillis();
        cluster.killTaskManager(kill);
        awaitAlertOf(consumer, begun);
        seconds.add((System.currentTimeMillis() - begun) / 1e3);
      }
    }
    isOver.set(true);
    job.cancel().get();
    Collections.sort(seconds);
    return seconds;
  }

  /** Waits for an alert that the broker was given after a time. */
  private static void awaitAlertOf(KafkaConsumer<byte[], byte[]> consumer, long time) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(Duration.ofMillis(100))) {
        if (alert.timestamp() > time) {
          return;
        }
      }
    }
    throw new IllegalStateException("No new alert came after " + PATIENCE);
  }

  private JobClient submit(Path jar) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createRemoteEnvironment(
              "127.0.0.1", cluster.restPort(), configuration);
      environment.setParallelism(PARTITIONS);
      SigrunJob.addTo(
          environment,
          "--sigrun.kafka.bootstrap.servers=" + broker.address(),
          "--sigrun.events.topics=events",
          "--sigrun.alerts.topic=" + ALERTS.topic(),
          "--sigrun.rules.jars=" + jar);
      try {
        return environment.executeAsync("recovery");
      } catch (Exception e) {
        // The cluster may need some more seconds.
        if (System.nanoTime() > end) {
          throw e;
        }
        Cpu.sleep(200);
      }
    }
  }

  /** Sends events of now until all is over. */
  private void send(EventBuffer events) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; !isOver.get(); i++) {
        byte[] event = events.copy(i % events.size());
        var unused =
            producer.send(new ProducerRecord<>("events", i % PARTITIONS, new byte[0], event));
        Cpu.sleep(BETWEEN_EVENTS);
      }
    }
  }

  @Override
  public void close() {
    isOver.set(true);
    cluster.close();
    broker.close();
  }
}

package dev.sigrun.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of a test. */
final class KafkaTopics {
  private final LocalBroker broker;

  KafkaTopics(LocalBroker broker) {
    this.broker = broker;
  }

  /** What goes to a partition; nothing is a record without a value. */
  record Input(int partition, byte @Nullable [] value) {}

  /** Sends records, in order. */
  void send(String topic, List<Input> inputs) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", broker.address(), "max.request.size", 8_000_000);
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Input input : inputs) {
        var unused =
            producer.send(
                new ProducerRecord<>(topic, input.partition(), new byte[0], input.value()),
                (metadata, problem) -> {
                  if (problem != null) {
                    throw new AssertionError(problem);
                  }
                });
      }
    }
  }

  /** All committed records of a topic of one partition, from the beginning. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return read(topic, "read_committed");
  }

  /** All records, also those that were taken back. */
  List<ConsumerRecord<byte[], byte[]>> readUncommitted(String topic) {
    return read(topic, "read_uncommitted");
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "isolation.level",
            isolation,
            "auto.offset.reset",
            "earliest");
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      // The end of what is committed.
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** The rules of the committed alerts, by id. */
  Map<String, String> alerts(String topic) {
    Map<String, String> alerts = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
      String id = text(record.key());
      assertThat(text(record.value())).contains(id);
      assertThat(alerts.put(id, header(record, "sigrun-rule-id"))).as("no alert twice").isNull();
    }
    return alerts;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The text of a header; empty if the record has none of that name. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : text(header.value());
  }

  /** Checks that both have the same alerts. */
  static void checkSame(Map<String, String> found, Map<String, String> expected) {
    assertThat(without(found, expected)).as("only here").isEmpty();
    assertThat(without(expected, found)).as("only in the engine").isEmpty();
  }

  private static Map<String, String> without(Map<String, String> all, Map<String, String> others) {
    Map<String, String> left = new TreeMap<>(all);
    left.keySet().removeAll(others.keySet());
    return left;
  }

  /** How many transactions are open. */
  long openTransactions() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      return admin.listTransactions().all().get().stream()
          .filter(each -> each.state().toString().equals("Ongoing"))
          .count();
    }
  }
}

package dev.sigrun.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", broker.address(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
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

  /** How many transactions are open. */
  long openTransactions() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      return admin.listTransactions().all().get().stream()
          .filter(each -> each.state().toString().equals("Ongoing"))
          .count();
    }
  }
}

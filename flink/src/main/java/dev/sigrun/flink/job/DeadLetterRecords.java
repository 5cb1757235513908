package dev.sigrun.flink.job;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.kafka.topic.DeadLetterTopic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of input that is not an event. */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final DeadLetterTopic topic;

  /**
   * Records for {@code topic}.
   *
   * @param maxBytes how much of an input is kept
   */
  DeadLetterRecords(String topic, int maxBytes) {
    this.topic = new DeadLetterTopic(topic, maxBytes);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, @Nullable Long time) {
    PlacedEvent input = letter.input();
    return topic.record(input.json(), letter.reason(), input.source(), input.line() - 1);
  }
}

package dev.sigrun.flink.job;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.kafka.topic.AlertTopic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of alerts. */
final class AlertRecords implements KafkaRecordSerializationSchema<StreamAlert> {
  private static final long serialVersionUID = 1L;

  private final AlertTopic topic;

  /**
   * Records for {@code topic}.
   *
   * @param maxBytes how large a document may be
   */
  AlertRecords(String topic, int maxBytes) {
    this.topic = new AlertTopic(topic, maxBytes);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      StreamAlert alert, KafkaSinkContext context, @Nullable Long time) {
    return topic.record(alert.id(), alert.ruleId(), alert.document());
  }
}

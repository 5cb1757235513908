package dev.sigrun.flink.job;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of alerts. The key is the id of the alert. The time of a record is when it is
 * written, and not that of the alert: brokers delete records by their times, and an alert for an
 * old event would be gone at once.
 */
final class AlertRecords implements KafkaRecordSerializationSchema<StreamAlert> {
  private static final long serialVersionUID = 1L;

  /** The fields that remain of an alert that is too large even without those of its events. */
  private static final Set<String> LEAST =
      Set.of(
          "@timestamp",
          "kibana.alert.uuid",
          "kibana.alert.rule.uuid",
          "kibana.alert.rule.rule_id",
          "kibana.alert.rule.name",
          "kibana.alert.severity",
          "kibana.alert.risk_score");

  private final String topic;
  private final int maxBytes;

  /**
   * Records for {@code topic}.
   *
   * @param maxBytes how large a document may be
   */
  AlertRecords(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      StreamAlert alert, KafkaSinkContext context, @Nullable Long time) {
    byte[] document = alert.document();
    boolean isTooLarge = document.length > maxBytes;
    if (isTooLarge) {
      document = shortened(document);
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, null, bytes(alert.id()), document);
    record.headers().add("sigrun-rule-id", bytes(alert.ruleId()));
    if (isTooLarge) {
      record.headers().add("sigrun-shortened-from", bytes(alert.document().length + " bytes"));
    }
    return record;
  }

  /** The alert without the fields of its events: the topic would refuse it for ever. */
  private byte[] shortened(byte[] document) {
    try {
      Map<String, @Nullable Object> all =
          new TreeMap<>(JsonValues.asObject(JsonValues.read(document)).orElseThrow());
      all.keySet().removeIf(key -> !key.startsWith("kibana.") && !LEAST.contains(key));
      byte[] own = bytes(JsonValues.write(all));
      if (own.length <= maxBytes) {
        return own;
      }
      all.keySet().retainAll(LEAST);
      return bytes(JsonValues.write(all));
    } catch (JsonFormatException e) {
      throw new IllegalStateException("An alert is not JSON.", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.sigrun.kafka.topic;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic of alerts. The key of a record is the id of the alert. The time of a record is when it is
 * written, and not that of the alert: brokers delete records by their times, and an alert for an
 * old event would be gone at once.
 *
 * @param name of the topic
 * @param maxBytes how large a document may be
 */
public record AlertTopic(String name, int maxBytes) implements Serializable {
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

  /**
   * The record of an alert.
   *
   * @param id of the alert
   * @param ruleId of the rule that raised it
   * @param document the alert as JSON in UTF-8; without the fields of its events if the topic would
   *     refuse it
   */
  public ProducerRecord<byte[], byte[]> record(String id, String ruleId, byte[] document) {
    boolean isTooLarge = document.length > maxBytes;
    byte[] kept = isTooLarge ? shortened(document) : document;
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, null, null, bytes(id), kept);
    record.headers().add("sigrun-rule-id", bytes(ruleId));
    if (isTooLarge) {
      record.headers().add("sigrun-shortened-from", bytes(document.length + " bytes"));
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

package dev.sigrun.flink.job;

import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of late events: a JSON object that says where each is. */
final class LateEventRecords implements KafkaRecordSerializationSchema<LateEvent> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  /** Records for {@code topic}. */
  LateEventRecords(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      LateEvent late, KafkaSinkContext context, @Nullable Long time) {
    TreeMap<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("timeline", late.timeline());
    fields.put("source", late.source());
    fields.put("offset", late.line() - 1);
    fields.put("time", Instant.ofEpochMilli(late.time()).toString());
    byte[] json = JsonValues.write(fields).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, json);
  }
}

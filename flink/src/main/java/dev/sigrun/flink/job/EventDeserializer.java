package dev.sigrun.flink.job;

import dev.sigrun.flink.SigrunDetections;
import dev.sigrun.flink.record.PlacedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes events of the records of some topics. */
final class EventDeserializer implements KafkaRecordDeserializationSchema<PlacedEvent> {
  /** How many topics a place has room for; the number of a topic takes four bits. */
  static final int MAX_TOPICS = 16;

  /** How many partitions of each. */
  static final int MAX_PARTITIONS = 4_096;

  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};

  private final ArrayList<String> topics;

  /**
   * By topic and partition, because making a name for each event would cost more than the event.
   */
  private transient @Nullable Map<String, String[]> names;

  /** For records of {@code topics}. */
  EventDeserializer(List<String> topics) {
    this.topics = new ArrayList<>(topics);
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    names = new HashMap<>();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PlacedEvent> out) {
    if (record.partition() >= MAX_PARTITIONS) {
      // Their places would be those of another topic. The topic has grown since the start.
      throw new IllegalStateException(
          "The topic %s has a partition %d; a job can read %d of a topic. Start another job for it."
              .formatted(record.topic(), record.partition(), MAX_PARTITIONS));
    }
    int topic = topics.indexOf(record.topic());
    int partition = topic * MAX_PARTITIONS + record.partition();
    // A record without a value is not an event; the next stage says so.
    byte[] json = record.value() == null ? NOTHING : record.value();
    out.collect(
        PlacedEvent.at(source(record), partition, record.offset(), record.timestamp(), json));
  }

  private String source(ConsumerRecord<byte[], byte[]> record) {
    int partition = record.partition();
    Map<String, String[]> known = names;
    if (known == null) {
      return PlacedEvent.sourceOf(record.topic(), partition);
    }
    String[] ofTopic = known.computeIfAbsent(record.topic(), unused -> new String[MAX_PARTITIONS]);
    String name = ofTopic[partition];
    if (name == null) {
      name = PlacedEvent.sourceOf(record.topic(), partition);
      ofTopic[partition] = name;
    }
    return name;
  }

  @Override
  public TypeInformation<PlacedEvent> getProducedType() {
    return SigrunDetections.EVENT_TYPE;
  }
}

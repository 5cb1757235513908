package dev.sigrun.flink.job;

import dev.sigrun.flink.record.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of input that is not an event: the input, with reason and place in headers. */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int maxBytes;

  /**
   * Records for {@code topic}.
   *
   * @param maxBytes how much of an input is kept
   */
  DeadLetterRecords(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, @Nullable Long time) {
    byte[] input = letter.input().json();
    byte[] kept = input.length > maxBytes ? Arrays.copyOf(input, maxBytes) : input;
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, kept);
    record
        .headers()
        .add("sigrun-reason", bytes(letter.reason()))
        .add("sigrun-source", bytes(letter.input().source()))
        .add("sigrun-offset", bytes(String.valueOf(letter.input().line() - 1)));
    if (kept.length < input.length) {
      record.headers().add("sigrun-shortened-from", bytes(input.length + " bytes"));
    }
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

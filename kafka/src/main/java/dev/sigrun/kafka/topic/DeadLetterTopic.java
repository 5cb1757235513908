package dev.sigrun.kafka.topic;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic of input that is not an event.
 *
 * @param name of the topic
 * @param maxBytes how much of an input is kept
 */
public record DeadLetterTopic(String name, int maxBytes) implements Serializable {
  /** How many characters of a reason are kept: it may quote its input, and must fit in headers. */
  private static final int MAX_REASON = 1_000;

  /**
   * The record of an input, with reason and place in headers.
   *
   * @param reason why it is not an event
   * @param source the name of its partition
   * @param offset its place there
   */
  public ProducerRecord<byte[], byte[]> record(
      byte[] input, String reason, String source, long offset) {
    byte[] kept = input.length > maxBytes ? Arrays.copyOf(input, maxBytes) : input;
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, kept);
    record
        .headers()
        .add("sigrun-reason", bytes(shortened(reason)))
        .add("sigrun-source", bytes(source))
        .add("sigrun-offset", bytes(String.valueOf(offset)));
    if (kept.length < input.length) {
      record.headers().add("sigrun-shortened-from", bytes(input.length + " bytes"));
    }
    return record;
  }

  private static String shortened(String reason) {
    return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON - 1) + "…" : reason;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

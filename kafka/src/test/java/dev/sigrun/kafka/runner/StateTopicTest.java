package dev.sigrun.kafka.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.kafka.topic.StartProblem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** States in pieces, and what is left of them in a topic. */
@Tag("smoke")
class StateTopicTest {
  private static final TopicPartition EVENTS = new TopicPartition("events", 3);

  private final StateTopic topic = new StateTopic("states", "runner", 10);

  /** The newest record of each key. */
  private final Map<String, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();

  private int chunks;

  private void append(ProducerRecord<byte[], byte[]> record) {
    assertThat(record.topic()).isEqualTo("states");
    assertThat(record.partition()).isEqualTo(3);
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      latest.remove(key);
    } else {
      latest.put(
          key,
          new ConsumerRecord<>(
              "states",
              3,
              0,
              0,
              TimestampType.CREATE_TIME,
              0,
              0,
              record.key(),
              record.value(),
              new RecordHeaders(record.headers().toArray()),
              Optional.empty()));
    }
  }

  private void write(long offset, byte[] state) {
    chunks = topic.write(EVENTS, offset, 4, chunks, state, state.length, this::append);
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    chunks.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** States that grow and shrink, of every length around that of a piece. */
  @Test
  void keepsTheLastState() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] state = new byte[random.nextInt(45)];
      random.nextBytes(state);
      write(i, state);
      SavedState saved = topic.read(EVENTS, latest).orElseThrow();
      assertThat(joined(saved.chunks())).isEqualTo(state);
      assertThat(saved.offset()).isEqualTo(i);
      assertThat(saved.partitions()).isEqualTo(4);
      assertThat(latest).as("nothing is left over").hasSize(1 + saved.chunks().size());
    }
  }

  @Test
  void hasNothingAtFirst() {
    assertThat(topic.read(EVENTS, latest)).isEmpty();
  }

  private void assertRefuses(String message) {
    assertThatThrownBy(() -> topic.read(EVENTS, latest))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("The state of events-3 in the topic states cannot be used: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAStateWithoutAPiece() {
    write(7, new byte[35]);
    latest.remove("runner/events-3/00002");
    assertRefuses("its piece 2 of 4 is missing or outdated");
  }

  @Test
  void refusesAPieceOfAnotherState() {
    write(7, new byte[35]);
    ConsumerRecord<byte[], byte[]> old = latest.get("runner/events-3/00001");
    write(8, new byte[35]);
    latest.put("runner/events-3/00001", old);
    assertRefuses("its piece 1 of 4 is missing or outdated");
  }

  @Test
  void refusesStatesOfOthers() {
    new StateTopic("states", "other", 10).write(EVENTS, 7, 4, 0, new byte[5], 5, this::append);
    assertRefuses("the topic belongs to another runner");
  }

  @Test
  void refusesAHeadThatItDidNotWrite() {
    for (String head : List.of("", "x", "[]", "{}", "{\"form\":1,\"offset\":\"7\"}")) {
      append(
          new ProducerRecord<>(
              "states",
              3,
              "runner/events-3".getBytes(StandardCharsets.UTF_8),
              head.getBytes(StandardCharsets.UTF_8)));
      assertRefuses("its head is not what a runner writes");
    }
  }

  @Test
  void refusesAStateOfANewerRelease() {
    append(
        new ProducerRecord<>(
            "states",
            3,
            "runner/events-3".getBytes(StandardCharsets.UTF_8),
            "{\"form\":2}".getBytes(StandardCharsets.UTF_8)));
    assertRefuses("it has form 2, which a newer release wrote");
  }

  @Test
  void boundsBytes() throws Exception {
    BoundedBytes bytes = new BoundedBytes(20_000);
    bytes.write(1);
    bytes.write(new byte[19_999], 0, 19_999);
    assertThat(bytes.length()).isEqualTo(20_000);
    assertThatThrownBy(() -> bytes.write(1)).isInstanceOf(StateTooLarge.class);
    bytes.reset();
    assertThatThrownBy(() -> bytes.write(new byte[20_001], 0, 20_001))
        .isInstanceOf(StateTooLarge.class)
        .hasMessageContaining("20000");
  }
}

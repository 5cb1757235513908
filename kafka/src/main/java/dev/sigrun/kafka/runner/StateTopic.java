package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.StartProblem;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic of states. The state of a partition is in the partition of the same number,
 * in records that one transaction writes: the pieces of a snapshot, and a head that says how many
 * there are and to which offset they belong.
 *
 * @param name of the topic
 * @param runner whose states these are
 * @param chunkBytes how large a piece may be
 */
record StateTopic(String name, String runner, int chunkBytes) {
  /** The settings with which the topic is created. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "compact",
          // What is outdated is read at every start until it is compacted away.
          "segment.bytes", "67108864",
          "min.cleanable.dirty.ratio", "0.1");

  /** How long reading a state may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final int FORM = 1;
  private static final String OFFSET = "sigrun-offset";

  /** Where the records of a partition are, and under which key its head is. */
  private TopicPartition place(TopicPartition events) {
    return new TopicPartition(name, events.partition());
  }

  private String headKey(TopicPartition events) {
    return runner + "/" + events;
  }

  private String chunkKey(TopicPartition events, int chunk) {
    return headKey(events) + "/" + String.format(Locale.ROOT, "%05d", chunk);
  }

  /**
   * Writes a state.
   *
   * @param before how many pieces the last state had, of which those left over are deleted
   * @param bytes the snapshot
   * @param length how many of the bytes belong to it
   * @param send takes the records
   * @return how many pieces the state has
   */
  int write(
      TopicPartition events,
      long offset,
      int partitions,
      int before,
      byte[] bytes,
      int length,
      Consumer<ProducerRecord<byte[], byte[]>> send) {
    int chunks = 0;
    for (int from = 0; from < length; from += chunkBytes) {
      int size = Math.min(chunkBytes, length - from);
      byte[] chunk = new byte[size];
      System.arraycopy(bytes, from, chunk, 0, size);
      ProducerRecord<byte[], byte[]> record = record(events, chunkKey(events, chunks++), chunk);
      record.headers().add(OFFSET, text(String.valueOf(offset)));
      send.accept(record);
    }
    for (int i = chunks; i < before; i++) {
      send.accept(record(events, chunkKey(events, i), null));
    }
    Map<String, @Nullable Object> head = new TreeMap<>();
    head.put("form", FORM);
    head.put("offset", offset);
    head.put("partitions", partitions);
    head.put("chunks", chunks);
    send.accept(record(events, headKey(events), text(JsonValues.write(head))));
    return chunks;
  }

  private ProducerRecord<byte[], byte[]> record(
      TopicPartition events, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(name, events.partition(), text(key), value);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the state of a partition that no transaction writes at this time.
   *
   * @param properties of a consumer
   * @return empty if there is none
   * @throws StartProblem if the state cannot be used
   */
  Optional<SavedState> read(TopicPartition events, Properties properties) {
    return read(events, latest(events, properties));
  }

  /** The same from the newest committed record of each key. */
  Optional<SavedState> read(
      TopicPartition events, Map<String, ConsumerRecord<byte[], byte[]>> latest) {
    ConsumerRecord<byte[], byte[]> head = latest.get(headKey(events));
    if (head == null) {
      latest.keySet().stream()
          .filter(key -> !key.startsWith(runner + "/"))
          .findFirst()
          .ifPresent(
              key -> {
                throw problem(
                    events,
                    "the topic belongs to another runner, which writes \""
                        + key
                        + "\". Name another topic with "
                        + RunnerOption.STATE.key());
              });
      return Optional.empty();
    }
    try {
      return Optional.of(read(events, head, latest));
    } catch (StartProblem e) {
      throw e;
    } catch (JsonFormatException | IllegalArgumentException | ClassCastException e) {
      throw problem(events, "its head is not what a runner writes (" + e.getMessage() + ")");
    }
  }

  private SavedState read(
      TopicPartition events,
      ConsumerRecord<byte[], byte[]> head,
      Map<String, ConsumerRecord<byte[], byte[]>> latest)
      throws JsonFormatException {
    Map<String, @Nullable Object> entries =
        JsonValues.asObject(JsonValues.read(head.value()))
            .orElseThrow(() -> new IllegalArgumentException("not an object"));
    long form = number(entries, "form");
    if (form != FORM) {
      throw problem(
          events, "it has form " + form + ", which a newer release wrote; run that release");
    }
    long offset = number(entries, "offset");
    List<byte[]> chunks = new ArrayList<>();
    long count = number(entries, "chunks");
    for (int i = 0; i < count; i++) {
      ConsumerRecord<byte[], byte[]> chunk = latest.get(chunkKey(events, i));
      if (chunk == null || !isOf(chunk, offset)) {
        throw problem(events, "its piece " + i + " of " + count + " is missing or outdated");
      }
      chunks.add(chunk.value());
    }
    return new SavedState(offset, (int) number(entries, "partitions"), chunks);
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> chunk, long offset) {
    Header header = chunk.headers().lastHeader(OFFSET);
    return header != null
        && new String(header.value(), StandardCharsets.UTF_8).equals(String.valueOf(offset));
  }

  private static long number(Map<String, @Nullable Object> head, String key) {
    if (head.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("no " + key);
  }

  private StartProblem problem(TopicPartition events, String what) {
    return new StartProblem(
        List.of(
            "The state of %s in the topic %s cannot be used: %s.".formatted(events, name, what)));
  }

  /** The newest committed record of each key. */
  private Map<String, ConsumerRecord<byte[], byte[]>> latest(
      TopicPartition events, Properties properties) {
    TopicPartition place = place(events);
    Properties reading = new Properties();
    reading.putAll(properties);
    reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
    reading.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    reading.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    reading.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reading.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    Map<String, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(place) < end) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("The state of " + events + " cannot be read in time.");
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            latest.remove(key);
          } else {
            latest.put(key, record);
          }
        }
      }
    }
    return latest;
  }
}

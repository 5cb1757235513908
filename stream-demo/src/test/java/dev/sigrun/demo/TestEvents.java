package dev.sigrun.demo;

import dev.sigrun.demo.KafkaTopics.Input;
import dev.sigrun.demo.SampleEvents.Sample;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sample events in partitions: out of order within a partition by less than the lateness, no two of
 * the same time, and every third without an id of its own.
 */
final class TestEvents {
  static final Duration LATENESS = Duration.ofSeconds(10);
  private static final int DISORDER = 8_000;
  private static final long START = 1_750_000_000_000L;

  private final String topic;
  private final List<Placed> events = new ArrayList<>();
  private final long[] offsets;

  /** A record and its place. */
  record Placed(int partition, long offset, long time, byte[] json) {}

  TestEvents(String topic, int partitions) {
    this.topic = topic;
    this.offsets = new long[partitions];
  }

  /** Adds rounds of sample events to the first {@code partitions}. */
  TestEvents rounds(int rounds, int partitions, long seed) throws IOException {
    return rounds(rounds, seed, DISORDER, (random, key) -> random.nextInt(partitions));
  }

  /**
   * Adds rounds of sample events, those of a host to one partition and nearly in order, so that
   * most of what rules look for is still there.
   */
  TestEvents roundsByHost(int rounds, long seed) throws IOException {
    return rounds(
        rounds, seed, 600, (random, key) -> Math.floorMod(key.hashCode(), offsets.length));
  }

  private TestEvents rounds(
      int rounds, long seed, int disorder, ToIntBiFunction<Random, String> partition)
      throws IOException {
    SampleEvents samples = SampleEvents.load();
    Random random = new Random(seed);
    Set<Long> times = new HashSet<>();
    long time = events.isEmpty() ? START : lastTime() + DISORDER;
    int first = events.size() / samples.size();
    for (int round = first; round < first + rounds; round++) {
      for (int place = 0; place < samples.size(); place++) {
        time += 1 + random.nextInt(1_000);
        long own = time - random.nextInt(disorder);
        while (!times.add(own)) {
          own++;
        }
        Sample sample = samples.at(round, place, own);
        byte[] json = sample.json();
        add(
            partition.applyAsInt(random, sample.key()),
            own,
            place % 3 == 0 ? withoutId(json) : json);
      }
    }
    return this;
  }

  private static byte[] withoutId(byte[] json) {
    try {
      Map<String, @Nullable Object> event =
          new TreeMap<>(JsonValues.asObject(JsonValues.read(json)).orElseThrow());
      Map<String, @Nullable Object> fields =
          new TreeMap<>(JsonValues.asObject(event.get("event")).orElseThrow());
      fields.remove("id");
      event.put("event", fields);
      return JsonValues.write(event).getBytes(StandardCharsets.UTF_8);
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds a record. */
  TestEvents add(int partition, long time, byte[] json) {
    events.add(new Placed(partition, offsets[partition]++, time, json));
    return this;
  }

  long lastTime() {
    return events.stream().mapToLong(Placed::time).max().orElse(START);
  }

  int size() {
    return events.size();
  }

  /** A sample event that a rule judges alone, with a long text. */
  static byte[] large(long time, int length) {
    try {
      byte[] sample = SampleEvents.load().at(900, 7, time).json();
      Map<String, @Nullable Object> event =
          new TreeMap<>(JsonValues.asObject(JsonValues.read(sample)).orElseThrow());
      event.put("message", "m".repeat(length));
      return JsonValues.write(event).getBytes(StandardCharsets.UTF_8);
    } catch (IOException | JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Records from this place on, in the order in which they were added. */
  List<Input> inputs(int from) {
    return events.subList(from, events.size()).stream()
        .map(each -> new Input(each.partition(), each.json().length == 0 ? null : each.json()))
        .toList();
  }

  /**
   * The rules of an engine's alerts, by id.
   *
   * @param atEnd whether no more events come
   */
  Map<String, String> expected(RuleSet rules, boolean atEnd) {
    return expected(rules, Set.of(), atEnd);
  }

  /**
   * The same without some rules.
   *
   * @param leftOut their ids
   */
  Map<String, String> expected(RuleSet rules, Set<String> leftOut, boolean atEnd) {
    return expected(
        rules, leftOut, events.stream().sorted(Comparator.comparingLong(Placed::time)), atEnd);
  }

  /** The same of an engine for each partition, each in its own order; more events may come. */
  Map<String, String> expectedOfPartitions(RuleSet rules, Set<String> leftOut) {
    Map<String, String> alerts = new TreeMap<>();
    for (int i = 0; i < offsets.length; i++) {
      int partition = i;
      alerts.putAll(
          expected(
              rules,
              leftOut,
              events.stream().filter(each -> each.partition() == partition),
              false));
    }
    return alerts;
  }

  private Map<String, String> expected(
      RuleSet rules, Set<String> leftOut, Stream<Placed> inOrder, boolean atEnd) {
    Map<String, String> alerts = new TreeMap<>();
    Engine engine =
        Engine.builder(rules)
            .without(leftOut)
            .allowedLateness(LATENESS)
            .maxKeysPerRule(1_000_000)
            .onAlert(alert -> alerts.put(alert.id(), alert.rule().ruleId()))
            .build();
    inOrder.forEach(
        each -> engine.accept(each.json(), topic + "-" + each.partition(), each.offset() + 1));
    if (atEnd) {
      engine.close();
    } else {
      engine.abandon();
    }
    return alerts;
  }

  /** How many records each partition has. */
  long[] counts() {
    return offsets.clone();
  }

  static String time(long time) {
    return Instant.ofEpochMilli(time).toString();
  }
}

package dev.sigrun.runtime.detector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.BatchRunner;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.TestEvent;
import dev.sigrun.runtime.detector.sequence.SequenceModel;
import dev.sigrun.runtime.detector.sequence.SequenceModelTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds samples against a search that tries all combinations of all events, on random queries and
 * streams.
 */
class SampleModelTest {
  private static final int STREAMS = Boolean.getBoolean("sigrun.long") ? 100_000 : 5_000;

  /** One item: a sort of events, the fields of its keys, {@code ?} before optional. */
  private record Item(String sort, List<String> keys) {}

  @Test
  void agreesWithTheModelInBatches() {
    int found = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      List<Item> items = items(random);
      List<TestEvent> events = SequenceModelTest.events(random);
      int max = 1 + random.nextInt(3) * random.nextInt(3);
      List<String> expected = new ArrayList<>();
      for (List<@Nullable String> key : keys(items, events)) {
        for (List<EventRecord> sample : samples(items, key, events)) {
          if (max > expected.stream().filter(each -> each.startsWith(key + " ")).count()) {
            expected.add(key + " " + sample);
          }
        }
      }
      found += expected.size();
      SampleDetector detector = builder(items).build().inBatch(max);
      assertThat(show(new BatchRunner<>(detector, random).run(events)))
          .as("seed %s, %s samples of %s in %s", seed, max, items, events)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(found).isGreaterThan(STREAMS / 2);
  }

  @Test
  void agreesWithTheModelInStreams() {
    for (int i = 0; i < STREAMS; i++) {
      int seed = i;
      Random random = new Random(seed);
      List<Item> items = items(random);
      List<TestEvent> events = SequenceModelTest.events(random);
      int lookBack = random.nextInt(10);
      SampleDetector detector = builder(items).forgetAfter(Duration.ofMillis(lookBack)).build();
      List<Detection> found = new BatchRunner<>(detector, random).run(events);
      Supplier<String> description =
          () -> "seed " + seed + ", " + items + ", " + lookBack + ", " + events;
      assertThat(ends(found))
          .as(description)
          .containsExactlyInAnyOrderElementsOf(streamEnds(items, events, lookBack));
      assertThat(found).as(description).allMatch(each -> isSample(each, items, events));
    }
  }

  /** For each key, the lines of the events at which a sample becomes possible. */
  private static List<String> streamEnds(List<Item> items, List<TestEvent> events, int lookBack) {
    List<TestEvent> inOrder = new ArrayList<>(events);
    inOrder.sort(Comparator.comparing(event -> event.record().order()));
    List<String> ends = new ArrayList<>();
    for (List<@Nullable String> key : keys(items, events)) {
      List<TestEvent> fresh = new ArrayList<>();
      for (TestEvent event : inOrder) {
        long oldest = event.record().timestamp() - lookBack;
        fresh.add(event);
        fresh.removeIf(each -> each.record().timestamp() < oldest);
        if (!samples(items, key, fresh).isEmpty()) {
          ends.add(key + " " + event.record());
          fresh.clear();
        }
      }
    }
    return ends;
  }

  private static List<String> ends(List<Detection> detections) {
    List<String> ends = new ArrayList<>();
    for (Detection detection : detections) {
      EventOrder last = BatchRunner.lastOrder(detection);
      ends.add(detection.key().values() + " test:" + (last.sequence() + 1));
    }
    return ends;
  }

  private static boolean isSample(Detection detection, List<Item> items, List<TestEvent> events) {
    Set<EventRecord> distinct = new LinkedHashSet<>(detection.events());
    boolean fits = distinct.size() == items.size();
    for (int i = 0; i < items.size(); i++) {
      EventRecord record = detection.events().get(i);
      List<TestEvent> hits = hits(items.get(i), detection.key().values(), events);
      fits &= hits.stream().anyMatch(hit -> hit.record().equals(record));
    }
    return fits;
  }

  /** All assignments of different events to the items, the first items' events changing slowest. */
  private static List<List<EventRecord>> samples(
      List<Item> items, List<@Nullable String> key, List<TestEvent> events) {
    List<List<EventRecord>> samples = new ArrayList<>();
    samples.add(List.of());
    for (Item item : items) {
      List<List<EventRecord>> longer = new ArrayList<>();
      for (List<EventRecord> sample : samples) {
        for (TestEvent hit : hits(item, key, events)) {
          if (!sample.contains(hit.record())) {
            List<EventRecord> more = new ArrayList<>(sample);
            more.add(hit.record());
            longer.add(more);
          }
        }
      }
      samples = longer;
    }
    return samples;
  }

  private static List<TestEvent> hits(Item item, List<?> key, List<TestEvent> events) {
    return events.stream()
        .filter(event -> event.values().get("c").contains(item.sort()))
        .filter(event -> SequenceModel.keysOf(event, item.keys()).contains(key))
        .toList();
  }

  private static Set<List<@Nullable String>> keys(List<Item> items, List<TestEvent> events) {
    Set<List<@Nullable String>> keys = new LinkedHashSet<>();
    for (TestEvent event : events) {
      for (Item item : items) {
        keys.addAll(SequenceModel.keysOf(event, item.keys()));
      }
    }
    return keys;
  }

  private static List<Item> items(Random random) {
    List<Item> items = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    boolean optional = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      String field = random.nextInt(5) == 0 ? "v" : "u";
      int sort = random.nextInt(1 + random.nextInt(3));
      items.add(new Item("abm".substring(sort, sort + 1), List.of((optional ? "?" : "") + field)));
    }
    return items;
  }

  private static SampleDetector.Builder builder(List<Item> items) {
    SampleDetector.Builder builder = SampleDetector.of("rule");
    for (Item item : items) {
      builder.item(TestEvent.is(item.sort()), SequenceModelTest.reader(item.keys()));
    }
    return builder;
  }

  private static List<String> show(List<Detection> detections) {
    return detections.stream().map(each -> each.key().values() + " " + each.events()).toList();
  }
}

package dev.sigrun.runtime.detector.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.detector.RandomStream.Timed;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds threshold detectors against models that look at all events again and again. */
class ThresholdModelTest {
  private static final int STREAM = 200;

  /** One random rule. */
  private record Setup(
      List<String> groupBy, long count, boolean counts, long distinct, long window, long interval) {
    static Setup random(Random random) {
      return new Setup(
          RandomStream.FIELDS.subList(0, random.nextInt(4)),
          1 + random.nextInt(7),
          random.nextBoolean(),
          1 + random.nextInt(4),
          random.nextInt(300),
          1 + random.nextInt(120));
    }

    ThresholdPlan plan(Fields fields) {
      ThresholdPlan plan =
          ThresholdPlan.atLeast(count, Duration.ofMillis(window))
              .groupedBy(groupBy.stream().map(fields::keyword).toArray(Field[]::new));
      return counts ? plan.distinct(fields.ip("source.ip"), distinct) : plan;
    }

    boolean isReached(List<Timed> events) {
      return events.size() >= count && (!counts || cardinality(events) >= distinct);
    }

    long cardinality(List<Timed> events) {
      Set<Object> values = new HashSet<>();
      events.forEach(each -> values.addAll(RandomStream.values(each.event(), "source.ip")));
      return values.size();
    }

    String describe(List<Object> bucket, List<Timed> events) {
      return bucket
          + " "
          + events.size()
          + " from "
          + events.get(0).time()
          + " to "
          + events.get(events.size() - 1).time()
          + (counts ? " with " + cardinality(events) : "");
    }
  }

  @Test
  void slidingWindowAgreesWithModel() {
    for (int seed = 0; seed < RandomStream.EVENTS / STREAM; seed++) {
      Random random = new Random(seed);
      Setup setup = Setup.random(random);
      List<Timed> events = RandomStream.events(random, STREAM);
      assertThat(actual(setup, events, false, random))
          .as("seed %s, %s", seed, setup)
          .isEqualTo(slidingModel(setup, events));
    }
  }

  @Test
  void tumblingWindowAgreesWithModel() {
    for (int seed = 0; seed < RandomStream.EVENTS / STREAM; seed++) {
      Random random = new Random(seed);
      Setup setup = Setup.random(random);
      List<Timed> events = RandomStream.events(random, STREAM);
      assertThat(actual(setup, events, true, random))
          .as("seed %s, %s", seed, setup)
          .containsExactlyInAnyOrderElementsOf(tumblingModel(setup, events));
    }
  }

  private static List<String> actual(
      Setup setup, List<Timed> events, boolean tumbling, Random random) {
    Fields fields = new Fields();
    ThresholdDetector detector = new ThresholdDetector(RandomStream.all(), setup.plan(fields));
    KeyedStream<ThresholdState> stream =
        new KeyedStream<>(
            tumbling ? detector.tumbling(Duration.ofMillis(setup.interval())) : detector,
            EventReader.of(fields));
    for (Timed each : events) {
      if (random.nextInt(3) == 0) {
        stream.pass(each.time() - 1);
      }
      if (random.nextInt(10) == 0) {
        stream.restore();
      }
      stream.feed(each.time(), each.event());
    }
    long end = events.get(events.size() - 1).time() + 10_000;
    // An event that is due again immediately would otherwise stay.
    stream.pass(end).pass(end);
    assertThat(stream.cells).as("what is left behind, %s", setup).isEmpty();
    return stream.detections.stream().map(ThresholdModelTest::describe).toList();
  }

  private static String describe(Detection detection) {
    Evidence.Threshold evidence = (Evidence.Threshold) detection.evidence();
    return detection.key().values()
        + " "
        + evidence.count()
        + " from "
        + evidence.from()
        + " to "
        + evidence.to()
        + (evidence.cardinality() == null ? "" : " with " + evidence.cardinality());
  }

  /** At each event, counts again what its buckets hold since their last alerts. */
  private static List<String> slidingModel(Setup setup, List<Timed> events) {
    List<String> alerts = new ArrayList<>();
    Map<List<Object>, Integer> firstToCount = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      long time = events.get(i).time();
      for (List<Object> bucket : RandomStream.tuples(events.get(i).event(), setup.groupBy())) {
        List<Timed> counted =
            events.subList(firstToCount.getOrDefault(bucket, 0), i + 1).stream()
                .filter(each -> each.time() >= time - setup.window())
                .filter(each -> RandomStream.tuples(each.event(), setup.groupBy()).contains(bucket))
                .toList();
        if (setup.isReached(counted)) {
          alerts.add(setup.describe(bucket, counted));
          firstToCount.put(bucket, i + 1);
        }
      }
    }
    return alerts;
  }

  /** At each multiple of the interval, searches the window as a scheduled rule does. */
  private static List<String> tumblingModel(Setup setup, List<Timed> events) {
    List<String> alerts = new ArrayList<>();
    Map<List<Object>, Long> alertedUpTo = new LinkedHashMap<>();
    long interval = setup.interval();
    long end = events.get(events.size() - 1).time() + interval;
    for (long run = events.get(0).time() / interval * interval; run <= end; run += interval) {
      long now = run;
      Map<List<Object>, List<Timed>> buckets = new LinkedHashMap<>();
      for (Timed each : events) {
        if (each.time() >= now - setup.window() && each.time() <= now) {
          for (List<Object> bucket : RandomStream.tuples(each.event(), setup.groupBy())) {
            if (each.time() > alertedUpTo.getOrDefault(bucket, Long.MIN_VALUE)) {
              buckets.computeIfAbsent(bucket, any -> new ArrayList<>()).add(each);
            }
          }
        }
      }
      buckets.forEach(
          (bucket, counted) -> {
            if (setup.isReached(counted)) {
              alerts.add(setup.describe(bucket, counted));
              alertedUpTo.put(bucket, counted.get(counted.size() - 1).time());
            }
          });
    }
    return alerts;
  }
}

package dev.sigrun.runtime.detector.newterms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.detector.RandomStream.Timed;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds new-terms detectors against a model that searches all earlier events for each term. */
class NewTermsModelTest {
  private static final int STREAM = 400;

  @Test
  void newTermsAgreeWithModel() {
    for (int seed = 0; seed < RandomStream.EVENTS / STREAM; seed++) {
      Random random = new Random(seed);
      List<String> names = RandomStream.FIELDS.subList(0, 1 + random.nextInt(3));
      long history = 1 + random.nextInt(400);
      int lateness = random.nextBoolean() ? 0 : random.nextInt(60);
      boolean warmUp = random.nextInt(3) == 0;
      List<Timed> events = shuffled(RandomStream.events(random, STREAM), lateness, random);
      long quietUntil = warmUp ? events.get(0).time() + history : Long.MIN_VALUE;

      Fields fields = new Fields();
      Field[] parts = names.stream().map(fields::keyword).toArray(Field[]::new);
      NewTermsDetector detector =
          new NewTermsDetector(
              RandomStream.all(), NewTermsPlan.unseenFor(Duration.ofMillis(history), parts));
      KeyedStream<SeenTerms> stream = new KeyedStream<>(detector, EventReader.of(fields));
      if (warmUp) {
        detector.start(stream.cell(Key.NONE), events.get(0).time());
      }
      long latest = Long.MIN_VALUE;
      for (Timed each : events) {
        latest = Math.max(latest, each.time());
        if (random.nextInt(3) == 0) {
          stream.pass(latest - lateness - 1);
        }
        if (random.nextInt(20) == 0) {
          stream.restore();
        }
        stream.feed(each.time(), each.event());
      }
      assertThat(stream.detections)
          .as("seed %s, fields %s, history %s, lateness %s", seed, names, history, lateness)
          .extracting(each -> each.events().get(0).timestamp() + " " + each.key().values())
          .isEqualTo(model(events, names, history, quietUntil));
    }
  }

  private static List<String> model(
      List<Timed> events, List<String> names, long history, long quietUntil) {
    List<String> alerts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      long time = events.get(i).time();
      for (List<Object> term : RandomStream.tuples(events.get(i).event(), names)) {
        boolean known =
            events.subList(0, i).stream()
                .anyMatch(
                    earlier ->
                        earlier.time() >= time - history
                            && RandomStream.tuples(earlier.event(), names).contains(term));
        if (!known && time >= quietUntil) {
          alerts.add(time + " " + term);
        }
      }
    }
    return alerts;
  }

  /** The events in an order in which none comes more than {@code lateness} after its time. */
  private static List<Timed> shuffled(List<Timed> events, int lateness, Random random) {
    record Delayed(long arrival, Timed event) {}

    return events.stream()
        .map(each -> new Delayed(each.time() + random.nextInt(lateness + 1), each))
        .sorted(java.util.Comparator.comparingLong(Delayed::arrival))
        .map(Delayed::event)
        .toList();
  }
}

package dev.sigrun.runtime.detector.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.BatchRunner;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.TestEvent;
import dev.sigrun.runtime.detector.sequence.SequenceModel.Query;
import dev.sigrun.runtime.detector.sequence.SequenceModel.Stage;
import dev.sigrun.runtime.event.KeywordField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the state machine of sequences against the model on random queries and streams. */
public class SequenceModelTest {
  SequenceModelTest() {}

  private static final int STREAMS = Boolean.getBoolean("sigrun.long") ? 200_000 : 10_000;
  private static final List<String> SORTS = List.of("a", "b", "m");

  @Test
  void agreesWithTheModelOnRandomStreams() {
    int found = 0;
    for (int i = 0; i < STREAMS; i++) {
      int seed = i;
      Random random = new Random(seed);
      Query query = query(random);
      List<TestEvent> events = events(random);
      List<String> expected = new SequenceModel(query, events).results();
      found += expected.size();
      Supplier<String> description =
          () -> "seed " + seed + ", " + query + ", " + showEvents(events);
      assertThat(show(new BatchRunner<>(detector(query)).run(events)))
          .as(description)
          .containsExactlyElementsOf(expected);
      assertThat(show(new BatchRunner<>(detector(query), random).run(events)))
          .as(description)
          .containsExactlyElementsOf(expected);
    }
    assertThat(found).as("streams with results are what this is about").isGreaterThan(STREAMS / 2);
  }

  @Test
  void forgetsWhatTheRuleCannotSee() {
    for (int seed = 0; seed < STREAMS / 10; seed++) {
      Random random = new Random(seed);
      Query query = new Query(positives(random), null, (long) random.nextInt(6));
      List<TestEvent> events = events(random);
      SequenceDetector looking =
          builder(query).forgetAfter(Duration.ofMillis(query.span())).build();
      assertThat(show(new BatchRunner<>(looking, random).run(events)))
          .as("seed %s", seed)
          .containsExactlyElementsOf(new SequenceModel(query, events).results());
      Query unlimited = new Query(query.stages(), null, null);
      assertThat(show(new BatchRunner<>(looking.inBatch(), random).run(events)))
          .as("seed %s", seed)
          .containsExactlyElementsOf(new SequenceModel(unlimited, events).results());
    }
  }

  private static Query query(Random random) {
    int width = random.nextInt(3);
    boolean limited = random.nextInt(4) > 0;
    List<Stage> stages = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    int positives = 0;
    while (positives == 0) {
      stages.clear();
      for (int i = 0; i < count; i++) {
        boolean positive = !limited || random.nextInt(5) > 1;
        Stage stage = stage(positive, width, random);
        int runs = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        for (int run = 0; run < runs; run++) {
          stages.add(stage);
        }
        positives += positive ? 1 : 0;
      }
    }
    Stage until = random.nextInt(4) == 0 ? stage(true, width, random) : null;
    return new Query(stages, until, limited ? (long) random.nextInt(9) : null);
  }

  private static List<Stage> positives(Random random) {
    List<Stage> stages = new ArrayList<>();
    int width = random.nextInt(2);
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      stages.add(stage(true, width, random));
    }
    return stages;
  }

  private static Stage stage(boolean positive, int width, Random random) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      // Mostly the same field everywhere, or little would ever meet.
      String field =
          random.nextInt(5) == 0 ? "uv".substring(1 - i, 2 - i) : "uv".substring(i, i + 1);
      keys.add((random.nextInt(4) == 0 ? "?" : "") + field);
    }
    return new Stage(positive, SORTS.get(random.nextInt(SORTS.size())), keys);
  }

  public static List<TestEvent> events(Random random) {
    List<TestEvent> events = new ArrayList<>();
    int count = random.nextInt(16);
    int range = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      Map<String, List<String>> values = new TreeMap<>();
      values.put("c", some(SORTS, 1 + random.nextInt(10) / 8, random));
      values.put("u", some(List.of("x", "y"), random.nextInt(8) / 3, random));
      values.put("v", some(List.of("x", "y"), random.nextInt(8) / 3, random));
      Long tiebreaker = random.nextInt(4) == 0 ? Long.valueOf(random.nextInt(3)) : null;
      events.add(TestEvent.of(random.nextInt(range), tiebreaker, i, values));
    }
    return events;
  }

  private static List<String> some(List<String> from, int count, Random random) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(from.get(random.nextInt(from.size())));
    }
    return some;
  }

  private static SequenceDetector detector(Query query) {
    SequenceDetector.Builder builder = builder(query);
    if (query.span() != null) {
      builder.within(Duration.ofMillis(query.span()));
    }
    return builder.build();
  }

  private static SequenceDetector.Builder builder(Query query) {
    SequenceDetector.Builder builder = SequenceDetector.of("rule");
    Map<String, Condition> conditions = new TreeMap<>();
    SORTS.forEach(sort -> conditions.put(sort, TestEvent.is(sort)));
    for (int i = 0; i < query.stages().size(); ) {
      Stage stage = query.stages().get(i);
      int runs = 1;
      while (i + runs < query.stages().size() && query.stages().get(i + runs) == stage) {
        runs++;
      }
      Condition condition = conditions.get(stage.sort());
      if (stage.positive()) {
        builder.repeated(runs, condition, reader(stage.keys()));
      } else {
        builder.repeatedMissing(runs, condition, reader(stage.keys()));
      }
      i += runs;
    }
    Stage until = query.until();
    if (until != null) {
      builder.until(conditions.get(until.sort()), reader(until.keys()));
    }
    return builder;
  }

  public static KeyReader reader(List<String> keys) {
    KeyReader reader = KeyReader.none();
    for (String key : keys) {
      KeywordField field = key.endsWith("u") ? TestEvent.U : TestEvent.V;
      reader = key.startsWith("?") ? reader.orMissing(field) : reader.and(field);
    }
    return reader;
  }

  private static List<String> show(List<Detection> detections) {
    List<String> shown = new ArrayList<>();
    for (Detection detection : detections) {
      List<String> lines = new ArrayList<>();
      for (@Nullable EventRecord event : detection.events()) {
        lines.add(event == null ? "-" : event.toString());
      }
      shown.add(detection.key().values() + " " + lines);
    }
    return shown;
  }

  private static String showEvents(List<TestEvent> events) {
    StringBuilder text = new StringBuilder();
    for (TestEvent event : events) {
      text.append(event.record().order()).append(event.values()).append('\n');
    }
    return text.toString();
  }
}

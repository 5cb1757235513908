package dev.sigrun.runtime.detector.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdDetectorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Fields fields = new Fields();

  private KeyedStream<ThresholdState> stream(ThresholdPlan plan) {
    return stream(new ThresholdDetector(RandomStream.all(), plan));
  }

  private KeyedStream<ThresholdState> stream(ThresholdDetector detector) {
    return new KeyedStream<>(detector, EventReader.of(fields));
  }

  @Test
  void countsFromOneEndOfTheWindowToTheOther() {
    assertThat(
            stream(ThresholdPlan.atLeast(2, MINUTE))
                .feed(0, Map.of())
                .feed(60_000, Map.of())
                .detections)
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.ruleId()).isEqualTo("rule");
              assertThat(detection.key()).isEqualTo(Key.NONE);
              assertThat(detection.evidence())
                  .isEqualTo(new Evidence.Threshold(2, 0, 60_000, null));
              assertThat(detection.events()).extracting(EventRecord::line).containsExactly(1L, 2L);
              assertThat(detection.events()).allMatch(event -> event.json().length == 0);
            });
    assertThat(
            stream(ThresholdPlan.atLeast(2, MINUTE))
                .feed(0, Map.of())
                .feed(60_001, Map.of())
                .detections)
        .isEmpty();
  }

  /** The next event comes after the waking: events that its window cannot include are forgotten. */
  @ParameterizedTest
  @CsvSource({
    "10000, 2, 2, 70000",
    "59999, 2, 2, 70000",
    "60000, 1, 1, 70000",
    "69999, 1, 1, 70000",
    "70000, 0, 0, none"
  })
  void wakingForgetsExactlyWhatNoLaterWindowIncludes(
      long time, int events, int values, String wakeAt) {
    ThresholdDetector detector =
        new ThresholdDetector(
            RandomStream.all(), ThresholdPlan.atLeast(9, MINUTE).distinct(fields.ip("ip"), 2));
    KeyedStream<ThresholdState> stream =
        stream(detector).feed(0, Map.of("ip", "::1")).feed(10_000, Map.of("ip", "::2"));
    MemoryCell<ThresholdState> cell = stream.cell(Key.NONE);
    cell.wakeAt(time);
    stream.pass(time);
    ThresholdState state = cell.get();
    assertThat(state == null ? 0 : state.events().size()).isEqualTo(events);
    assertThat(state == null ? 0 : state.values().size()).isEqualTo(values);
    assertThat(cell.wakeAt() == MemoryCell.NEVER ? "none" : "" + cell.wakeAt()).isEqualTo(wakeAt);
  }

  /** A waking in between changes nothing of what a window includes. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 30_000, 59_999})
  void countsFromOneEndOfTheWindowToTheOtherAfterWaking(long waking) {
    ThresholdPlan plan = ThresholdPlan.atLeast(2, MINUTE).distinct(fields.ip("ip"), 2);
    KeyedStream<ThresholdState> stream = stream(plan).feed(0, Map.of("ip", "::1"));
    stream.cell(Key.NONE).wakeAt(waking);
    stream.pass(waking).feed(60_000, Map.of("ip", "::2"));
    assertThat(stream.detections)
        .extracting(Detection::evidence)
        .containsExactly(new Evidence.Threshold(2, 0, 60_000, 2L));
  }

  @Test
  void startsAfreshAfterDetection() {
    KeyedStream<ThresholdState> stream = stream(ThresholdPlan.atLeast(2, MINUTE));
    for (int i = 0; i < 5; i++) {
      stream.feed(i, Map.of());
    }
    assertThat(stream.detections).hasSize(2);
  }

  @Test
  void ignoresEventsWithoutGroup() {
    ThresholdPlan plan =
        ThresholdPlan.atLeast(1, MINUTE).groupedBy(fields.keyword("a"), fields.keyword("b"));
    assertThat(stream(plan).feed(0, Map.of("a", "x")).feed(0, Map.of("b", "x")).detections)
        .isEmpty();
  }

  @Test
  void ignoresWhatTheRuleDoesNotSelect() {
    ThresholdDetector detector =
        new ThresholdDetector(RandomStream.matcher(false), ThresholdPlan.atLeast(1, MINUTE));
    assertThat(stream(detector).feed(0, Map.of()).detections).isEmpty();
  }

  @Test
  void countsAnArrayInEachOfItsGroups() {
    ThresholdPlan plan =
        ThresholdPlan.atLeast(2, MINUTE)
            .groupedBy(fields.keyword("a"), fields.number("b", NumberType.LONG));
    assertThat(
            stream(plan)
                .feed(0, Map.of("a", List.of("x", "y", "x"), "b", List.of(1, 2)))
                .feed(1, Map.of("a", "y", "b", "2"))
                .detections)
        .extracting(Detection::key)
        .containsExactly(Key.of("y", 2L));
  }

  @Test
  void needsBothTheCountAndTheDistinctValues() {
    ThresholdPlan plan = ThresholdPlan.atLeast(3, MINUTE).distinct(fields.ip("ip"), 2);
    assertThat(
            stream(plan)
                .feed(0, Map.of("ip", "::1"))
                .feed(1, Map.of("ip", "0:0::1"))
                .feed(2, Map.of())
                .feed(3, Map.of("ip", List.of("::1", "10.0.0.1")))
                .feed(4, Map.of("ip", "10.0.0.2"))
                .detections)
        .extracting(Detection::evidence)
        .containsExactly(new Evidence.Threshold(4, 0, 3, 2L));
  }

  @Test
  void countsEverythingUpToTheBoundaryWhenTumbling() {
    ThresholdDetector detector =
        new ThresholdDetector(RandomStream.all(), ThresholdPlan.atLeast(2, MINUTE))
            .tumbling(Duration.ofSeconds(10));
    KeyedStream<ThresholdState> stream = stream(detector);
    stream.feed(1, Map.of()).feed(2, Map.of()).feed(10_000, Map.of());
    assertThat(stream.detections).isEmpty();
    stream.feed(10_001, Map.of());
    assertThat(stream.detections)
        .extracting(Detection::evidence)
        .containsExactly(new Evidence.Threshold(3, 1, 10_000, null));
  }

  @Test
  void namesNoMoreEventsThanItMust() {
    ThresholdPlan plan = ThresholdPlan.atLeast(2, MINUTE).distinct(fields.keyword("name"), 2);
    KeyedStream<ThresholdState> stream = stream(plan);
    for (int i = 0; i < ThresholdDetector.MAX_COUNTED + 10; i++) {
      stream.feed(i, Map.of("name", "same"));
    }
    stream.feed(20_000, Map.of("name", "other"));
    assertThat(stream.detections)
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.events())
                  .extracting(EventRecord::line)
                  .containsExactly(10_010L, 10_011L);
              assertThat(((Evidence.Threshold) detection.evidence()).count())
                  .isEqualTo(ThresholdDetector.MAX_COUNTED);
            });
  }

  @Test
  void survivesTheEndsOfTime() {
    KeyedStream<ThresholdState> stream = stream(ThresholdPlan.atLeast(2, MINUTE));
    stream.feed(Long.MIN_VALUE, Map.of()).feed(Long.MIN_VALUE + 1, Map.of());
    stream.feed(Long.MAX_VALUE, Map.of()).pass(Long.MAX_VALUE);
    assertThat(stream.detections).hasSize(1);
  }

  @Test
  void refusesThresholdsThatCannotBeMeant() {
    assertThatThrownBy(() -> ThresholdPlan.atLeast(0, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ThresholdPlan.atLeast(ThresholdPlan.MAX_COUNT + 1, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ThresholdPlan.atLeast(1, MINUTE.negated()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

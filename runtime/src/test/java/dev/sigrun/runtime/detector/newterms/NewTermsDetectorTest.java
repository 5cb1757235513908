package dev.sigrun.runtime.detector.newterms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewTermsDetectorTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Fields fields = new Fields();

  private NewTermsDetector detector() {
    return new NewTermsDetector(
        RandomStream.all(),
        NewTermsPlan.unseenFor(
            Duration.ofDays(1), fields.keyword("name"), fields.number("id", NumberType.LONG)));
  }

  private KeyedStream<SeenTerms> stream(NewTermsDetector detector) {
    return new KeyedStream<>(detector, EventReader.of(fields));
  }

  private static Map<String, Object> event(Object name, Object id) {
    return Map.of("name", name, "id", id);
  }

  @Test
  void detectsEachNewTermOfAnEvent() {
    assertThat(
            stream(detector())
                .feed(0, event("a", 1))
                .feed(1, event(List.of("a", "b"), List.of("1", 2)))
                .detections)
        .extracting(Detection::key)
        .containsExactly(Key.of("a", 1L), Key.of("a", 2L), Key.of("b", 1L), Key.of("b", 2L));
  }

  @Test
  void givesTheEventAndTheTermsAsEvidence() {
    assertThat(stream(detector()).feed(5, event("a", 1)).detections)
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.evidence()).isEqualTo(new Evidence.NewTerms());
              assertThat(detection.events()).hasSize(1);
              assertThat(detection.events().get(0).json()).isNotEmpty();
            });
  }

  @Test
  void ignoresEventsThatLackAField() {
    assertThat(stream(detector()).feed(0, Map.of("name", "a")).detections).isEmpty();
  }

  @Test
  void callsTermsNewAgainAfterSilence() {
    KeyedStream<SeenTerms> stream = stream(detector());
    stream.feed(0, event("a", 1)).feed(DAY, event("a", 1)).feed(2 * DAY, event("a", 1));
    assertThat(stream.detections).hasSize(1);
    stream.feed(3 * DAY + 1, event("a", 1));
    assertThat(stream.detections).hasSize(2);
  }

  @Test
  void lateEventsOfKnownTermsAreSilent() {
    KeyedStream<SeenTerms> stream = stream(detector());
    stream.feed(10, event("a", 1)).feed(5, event("a", 1));
    assertThat(stream.detections).hasSize(1);
    stream.feed(5, event("b", 1)).feed(4, event("b", 1));
    assertThat(stream.detections).hasSize(2);
  }

  @Test
  void aPreparationSaysWhatIsKnownBeforeTheFirstEvent() {
    List<Long> quiet = new ArrayList<>();
    TermPreparation preparation =
        new TermPreparation() {
          @Override
          public void prepare(NewTermsDetector terms, Cell<SeenTerms> cell, EventRecord first) {
            terms.learn(cell, List.of(Key.of("a", 1L)), first.timestamp() - 1);
          }

          @Override
          public void known(SeenTerms terms) {
            quiet.add((long) terms.size());
          }
        };
    PreparedTermsDetector prepared =
        PreparedTermsDetector.of(detector().withTimestamp(fields.date("at")), preparation)
            .orElseThrow();
    KeyedStream<SeenTerms> stream = new KeyedStream<>(prepared, EventReader.of(fields));
    stream.feed(10, event("a", 1)).feed(11, event("b", 1)).restore().feed(12, event("b", 1));

    assertThat(stream.detections).extracting(Detection::key).containsExactly(Key.of("b", 1L));
    assertThat(quiet).containsExactly(1L, 2L, 2L);
    assertThat(prepared.timestampFields()).hasSize(1);
    assertThat(prepared.stateForm()).isEqualTo(detector().stateForm());
    assertThat(PreparedTermsDetector.of(prepared, preparation)).isEmpty();
  }

  @Test
  void warmUpKeepsQuietUntilTheHistoryIsCovered() {
    NewTermsDetector detector = detector();
    KeyedStream<SeenTerms> stream = stream(detector);
    detector.start(stream.cell(Key.NONE), 0);
    stream.feed(1, event("a", 1)).restore().feed(DAY - 1, event("b", 1));
    assertThat(stream.detections).isEmpty();
    stream.feed(DAY, event("a", 1)).feed(DAY, event("c", 1));
    assertThat(stream.detections).extracting(Detection::key).containsExactly(Key.of("c", 1L));
  }

  @Test
  void aBaselineEndsTheWarmUp() {
    NewTermsDetector detector = detector();
    KeyedStream<SeenTerms> stream = stream(detector);
    detector.start(stream.cell(Key.NONE), 0);
    detector.learn(stream.cell(Key.NONE), List.of(Key.of("a", 1)), 0);
    stream.feed(1, event("a", 1)).feed(2, event("b", 1));
    assertThat(stream.detections).extracting(Detection::key).containsExactly(Key.of("b", 1L));
  }

  @Test
  void aRestartDoesNotBeginAnotherWarmUp() {
    NewTermsDetector detector = detector();
    KeyedStream<SeenTerms> stream = stream(detector);
    stream.feed(0, event("a", 1)).restore();
    detector.start(stream.cell(Key.NONE), 5);
    stream.feed(6, event("b", 1));
    assertThat(stream.detections).hasSize(2);
  }

  @Test
  void forgetsWhatWasSilentForLongestWhenThereIsTooMuch() {
    KeyedStream<SeenTerms> stream = stream(detector().withMaxTerms(80));
    for (int i = 0; i < 81; i++) {
      stream.feed(i, event("a", i));
    }
    SeenTerms state = stream.cell(Key.NONE).get();
    assertThat(state).isNotNull();
    assertThat(state.size()).isEqualTo(70);
    assertThat(state.forgotten()).isEqualTo(11);
    stream.feed(100, event("a", 80)).feed(100, event("a", 11));
    assertThat(stream.detections).hasSize(81);
    stream.feed(100, event("a", 10));
    assertThat(stream.detections).hasSize(82);
  }

  @Test
  void staysWithinItsBoundWhenAllComesAtOnce() {
    KeyedStream<SeenTerms> stream = stream(detector().withMaxTerms(8));
    for (int i = 0; i < 1_000; i++) {
      stream.feed(0, event("a", i));
      assertThat(stream.cell(Key.NONE).get().size()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void dropsOldTermsAsTimePasses() {
    KeyedStream<SeenTerms> stream = stream(detector());
    stream.feed(0, event("a", 1)).feed(10, event("b", 1)).pass(DAY);
    assertThat(stream.cell(Key.NONE).get().size()).isEqualTo(1);
    stream.pass(2 * DAY);
    assertThat(stream.cell(Key.NONE).get().size()).isZero();
  }

  @Test
  void survivesTheEndsOfTime() {
    KeyedStream<SeenTerms> stream = stream(detector());
    stream.feed(Long.MIN_VALUE, event("a", 1)).feed(Long.MIN_VALUE, event("a", 1));
    stream.feed(Long.MAX_VALUE, event("b", 1)).feed(Long.MAX_VALUE, event("b", 1));
    stream.pass(Long.MAX_VALUE);
    assertThat(stream.detections).hasSize(2);
  }
}

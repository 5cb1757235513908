package dev.sigrun.runtime.detector;

import static dev.sigrun.runtime.detector.TestEvent.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sample.SampleState;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.sequence.SequenceState;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  private static final int MUTATIONS = Boolean.getBoolean("sigrun.long") ? 1_000_000 : 20_000;
  private static final KeyReader NONE = KeyReader.none();

  private static SequenceDetector sequence() {
    return SequenceDetector.of("rule")
        .within(Duration.ofSeconds(10))
        .missing(is("m"), NONE)
        .repeated(3, is("a"), NONE)
        .missing(is("n"), NONE)
        .build();
  }

  private static SampleDetector sample() {
    return SampleDetector.of("rule")
        .item(is("a"), NONE)
        .item(is("m"), NONE)
        .item(is("b"), NONE)
        .build();
  }

  private static <S> S stateAfter(Detector<S> detector, String timeline) {
    BatchRunner<S> runner = new BatchRunner<>(detector);
    TestEvent.timeline(timeline).forEach(runner::accept);
    S state = runner.cell(Key.NONE).get();
    if (state == null) {
      throw new AssertionError("Nothing is remembered");
    }
    return state;
  }

  private static <S> S read(Codec<S> codec, byte[] bytes) throws IOException {
    return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void equalStatesHaveEqualBytesWhateverLedToThem() {
    SequenceDetector detector = sequence();
    String events = "m@1 a@2 a@3 a@4 n@10001 a@10002";
    SequenceState state = stateAfter(detector, events);
    SequenceState other = stateAfter(sequence(), events);
    assertThat(state).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(BatchRunner.write(detector.codec(), state))
        .isEqualTo(BatchRunner.write(detector.codec(), other));
    assertThat(state).isNotEqualTo(stateAfter(detector, "m@1 a@2 a@3 a@4 n@10001 a@10003"));
    assertThat(state).isNotEqualTo(stateAfter(detector, "m@0 a@2 a@3 a@4 n@10001 a@10002"));
  }

  @Test
  void keepsWhateverAnEventHolds() throws IOException {
    Random random = new Random(7);
    byte[] json = new byte[200_000];
    random.nextBytes(json);
    EventRecord[] some = {
      new EventRecord(new EventOrder(Long.MIN_VALUE, null, 0), "", 0, new byte[0]),
      new EventRecord(
          new EventOrder(-1, 7L, Long.MAX_VALUE), "a\uD800b\uDE00", Long.MAX_VALUE, json),
      new EventRecord(new EventOrder(0, -0.5, 1), "\uD83D\uDE00", 1, new byte[] {1}),
      new EventRecord(new EventOrder(Long.MAX_VALUE, "\uDFFF", 2), "z", 2, new byte[] {2}),
    };
    for (EventRecord event : some) {
      SampleState state = new SampleState(new EventRecord[][] {{event}, {}, {event}});
      assertThat(read(sample().codec(), BatchRunner.write(sample().codec(), state)))
          .isEqualTo(state);
    }
  }

  @Test
  void refusesStatesOfOtherDetectors() {
    SequenceDetector other =
        SequenceDetector.of("rule").stage(is("a"), NONE).stage(is("b"), NONE).build();
    byte[] bytes = BatchRunner.write(sequence().codec(), stateAfter(sequence(), "a@1"));
    assertThatThrownBy(() -> read(other.codec(), bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("Expected number of slots 1 but found 2.");
    byte[] newer = bytes.clone();
    newer[0] = 2;
    assertThatThrownBy(() -> read(sequence().codec(), newer))
        .isInstanceOf(IOException.class)
        .hasMessage("Expected version 1 but found 2.");
  }

  @Test
  void refusesRubbishOrMakesAStateOfIt() {
    SequenceDetector sequence = sequence();
    String events = "m@1 a@2 a@3 a@4 a@5";
    mutate(sequence.codec(), BatchRunner.write(sequence.codec(), stateAfter(sequence, events)));
    SampleDetector sample = sample();
    mutate(sample.codec(), BatchRunner.write(sample.codec(), stateAfter(sample, events)));
  }

  private static <S> void mutate(Codec<S> codec, byte[] bytes) {
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      byte[] bad =
          Arrays.copyOf(bytes, random.nextInt(4) > 0 ? bytes.length : random.nextInt(bytes.length));
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes && bad.length > 0; i++) {
        bad[random.nextInt(bad.length)] = (byte) (random.nextBoolean() ? -1 : random.nextInt(256));
      }
      assertThatCode(
              () -> {
                try {
                  S state = read(codec, bad);
                  // A state that was read can be written again.
                  assertThat(read(codec, BatchRunner.write(codec, state))).isEqualTo(state);
                } catch (IOException expected) {
                  // Refused.
                }
              })
          .as("seed %s", seed)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void refusesEverythingThatIsCutOff() {
    SequenceDetector detector = sequence();
    byte[] bytes = BatchRunner.write(detector.codec(), stateAfter(detector, "m@1 a@2 a@3 a@4 a@5"));
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(detector.codec(), part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void writesEachEventOnce() {
    SequenceDetector detector = SequenceDetector.of("rule").repeated(100, is("a"), NONE).build();
    StringBuilder timeline = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      timeline.append("a@").append(i).append(' ');
    }
    List<TestEvent> events = TestEvent.timeline(timeline.toString());
    byte[] bytes = BatchRunner.write(detector.codec(), stateAfter(detector, timeline.toString()));
    int places = 99 * 100 / 2;
    assertThat(bytes.length).isLessThan(places + 100 * (events.get(0).record().json().length + 20));
  }
}

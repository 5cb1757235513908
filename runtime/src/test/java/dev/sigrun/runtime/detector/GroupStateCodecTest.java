package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.newterms.SeenTerms;
import dev.sigrun.runtime.detector.newterms.TermStates;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.detector.threshold.ThresholdState;
import dev.sigrun.runtime.detector.threshold.ThresholdStates;
import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** States come back as they were, and bytes that are not states do no harm. */
class GroupStateCodecTest {
  static Stream<Arguments> states() {
    Object[] tiebreakers = {null, 7L, 1.5, "t"};
    EventQueue events = EventQueue.EMPTY;
    TermTimes times = TermTimes.NONE;
    for (int i = 0; i < 300; i++) {
      events =
          events.plus(
              new EventRecord(
                  new EventOrder(i * 1_000L, tiebreakers[i % 4], i),
                  "f" + i / 100,
                  i,
                  new byte[0]));
      times = times.seen(TermHash.of(Key.of("v", i, true, 1.5, null)), i - 50);
    }
    return Stream.of(
        Arguments.of(ThresholdState.CODEC, ThresholdStates.of(events.since(9_000), times)),
        Arguments.of(SeenTerms.CODEC, TermStates.of(times, -5, 12)),
        Arguments.of(SuppressedGroup.CODEC, new SuppressedGroup("id", 5, -3, 900, 3)),
        Arguments.of(NoState.CODEC, NoState.NONE));
  }

  @ParameterizedTest
  @MethodSource("states")
  <S> void readsWhatItWrote(Codec<S> codec, S state) throws IOException {
    byte[] bytes = codec.toBytes(state);
    S read = codec.fromBytes(bytes);
    assertThat(codec.toBytes(read)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("states")
  <S> void refusesStatesThatBreakOff(Codec<S> codec, S state) {
    byte[] bytes = codec.toBytes(state);
    for (int length = 0; length < bytes.length; length++) {
      DataInputStream in =
          new DataInputStream(new ByteArrayInputStream(Arrays.copyOf(bytes, length)));
      assertThatThrownBy(() -> codec.read(in)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  <S> void takesNoHarmFromBrokenBytes(Codec<S> codec, S state) {
    byte[] bytes = codec.toBytes(state);
    for (int seed = 0; seed < 2_000 && bytes.length > 0; seed++) {
      Random random = new Random(seed);
      byte[] broken = bytes.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        broken[random.nextInt(seed % 2 == 0 ? Math.min(20, bytes.length) : bytes.length)] =
            (byte) random.nextInt();
      }
      try {
        S read = codec.read(new DataInputStream(new ByteArrayInputStream(broken)));
        codec.toBytes(read);
      } catch (IOException e) {
        assertThat(e).as("seed %s", seed).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}

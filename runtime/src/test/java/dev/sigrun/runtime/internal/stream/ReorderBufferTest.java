package dev.sigrun.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.EventOrder;
import java.io.DataOutput;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReorderBufferTest {
  private record Event(EventOrder order, int rule, int position, long bytes) implements Waiting {
    @Override
    public void accept() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void tooLate() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(DataOutput out) {
      throw new UnsupportedOperationException();
    }
  }

  /** Events in order, a little out of order, and in any order, of which few or many wait. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 20",
    "2, 3, 20",
    "3, 3, 20000",
    "4, 40, 200",
    "5, 400, 20000",
    "6, 1000000, 20000",
  })
  void givesEventsInTheOrderOfTheirTurns(long seed, int disorder, int waiting) {
    Random random = new Random(seed);
    ReorderBuffer buffer = new ReorderBuffer();
    PriorityQueue<Waiting> expected = new PriorityQueue<>(Waiting.BY_TURN);
    for (int i = 0; i < 60_000; i++) {
      Event event = event(i, disorder, random);
      buffer.add(event);
      expected.add(event);
      int most = random.nextInt(1000) == 0 ? random.nextInt(waiting) : waiting;
      while (expected.size() > most) {
        assertThat(buffer.peek()).isSameAs(expected.peek());
        assertThat(buffer.remove()).isSameAs(expected.remove());
      }
      assertThat(buffer.size()).isEqualTo(expected.size());
    }
    assertThat(buffer.bytes()).isEqualTo(expected.stream().mapToLong(Waiting::bytes).sum());
    assertThat(buffer.inTurn()).containsExactlyElementsOf(expected.stream().sorted(Waiting.BY_TURN).toList());
    while (!expected.isEmpty()) {
      assertThat(buffer.isEmpty()).isFalse();
      assertThat(buffer.remove()).isSameAs(expected.remove());
    }
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.bytes()).isZero();
  }

  private static Event event(int number, int disorder, Random random) {
    long time = number / 4 + (disorder == 0 ? 0 : random.nextInt(disorder));
    Object tiebreaker = random.nextInt(3) == 0 ? (Object) (long) random.nextInt(5) : null;
    return new Event(
        new EventOrder(time, disorder == 0 ? null : tiebreaker, number / 2),
        number % 2,
        0,
        1 + random.nextInt(100));
  }
}

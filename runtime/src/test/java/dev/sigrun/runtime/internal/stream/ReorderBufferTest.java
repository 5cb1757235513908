package dev.sigrun.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.EventOrder;
import java.io.DataOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReorderBufferTest {
  /** An event that waits, and nothing else. */
  private record Plain(EventOrder order, int rule, int position, long bytes) implements Waiting {
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

  /** However much comes out of order: a little, a burst that is ahead of all others, or all. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 60, 5_000})
  void turnsAreThoseOfASortedQueue(int disorder) {
    Random random = new Random(disorder);
    ReorderBuffer buffer = new ReorderBuffer();
    PriorityQueue<Waiting> model = new PriorityQueue<>(Waiting.BY_TURN);
    for (int arrival = 0; arrival < 5_000; arrival++) {
      for (Waiting each : selections(arrival, disorder, random)) {
        buffer.add(each);
        model.add(each);
      }
      assertThat(buffer.peek()).isSameAs(model.peek());
      if (arrival % 500 == 0) {
        assertThat(buffer.inTurn()).isSortedAccordingTo(Waiting.BY_TURN).hasSameSizeAs(model);
      }
      int most = 100 + random.nextInt(200);
      while (model.size() > most) {
        assertThat(buffer.remove()).isSameAs(model.remove());
      }
      assertThat(buffer.size()).isEqualTo(model.size());
      assertThat(buffer.bytes()).isEqualTo(model.stream().mapToLong(Waiting::bytes).sum());
    }
    while (!model.isEmpty()) {
      assertThat(buffer.remove()).isSameAs(model.remove());
    }
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.bytes()).isZero();
  }

  /** What some rules want of an event, of which some order by a tiebreaker. */
  private static List<Waiting> selections(int arrival, int disorder, Random random) {
    long time = 1_000 + arrival / 4 - (random.nextInt(4) == 0 ? random.nextInt(disorder + 1) : 0);
    if (disorder > 0 && arrival % 97 == 0) {
      time += 200;
    }
    Long tiebreaker = random.nextInt(3) == 0 ? (long) random.nextInt(10) : null;
    EventOrder order = new EventOrder(time, tiebreaker, arrival);
    List<Waiting> all = new ArrayList<>();
    IntStream.range(0, random.nextInt(4))
        .forEach(rule -> all.add(new Plain(order, rule, 0, 1 + random.nextInt(100))));
    return all;
  }
}

package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.threshold.ThresholdState;
import dev.sigrun.runtime.detector.threshold.ThresholdStates;
import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sizes of states, so that an increase does not go unnoticed. */
class StateSizeTest {
  private static final int TERMS = Boolean.getBoolean("sigrun.long") ? 3_000_000 : 500_000;
  private static final int GROUPS = 20_000;

  @Test
  void aTermCostsLessThanThirtyBytes() {
    Random random = new Random(1);
    long before = usedMemory();
    TermTimes times = TermTimes.NONE;
    for (int i = 0; i < TERMS; i++) {
      times = times.seen(new TermHash(random.nextLong(), random.nextLong() & TermHash.LOW_MASK), i);
    }
    double bytes = (usedMemory() - before) / (double) times.size();
    System.out.printf("%.1f bytes per term of %d%n", bytes, times.size());
    assertThat(bytes).isBetween(20.0, 30.0);
  }

  @Test
  void anEventOfAThresholdCostsLessThanSixtyBytes() {
    long before = usedMemory();
    List<ThresholdState> states = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      EventQueue events = EventQueue.EMPTY;
      for (int j = 0; j < 20; j++) {
        events =
            events.plus(new EventRecord(new EventOrder(i + j, null, j), "source", i, new byte[0]));
      }
      states.add(ThresholdStates.of(events, TermTimes.NONE));
    }
    double bytes = (usedMemory() - before) / (double) states.size();
    System.out.printf("%.1f bytes per threshold key with 20 events%n", bytes);
    assertThat(bytes).isBetween(20 * 40.0, 20 * 60.0);
  }

  private static long usedMemory() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}

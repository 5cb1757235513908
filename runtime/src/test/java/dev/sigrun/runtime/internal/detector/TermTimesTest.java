package dev.sigrun.runtime.internal.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TermTimesTest {
  /** Fingerprints that share long prefixes, as only very many or made-up terms do. */
  private static TermHash similar(Random random) {
    long high = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(3) - 1;
    return new TermHash(high, random.nextInt(100));
  }

  @Test
  void remembersWhatAMapRemembers() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      TermTimes times = TermTimes.NONE;
      Map<TermHash, Long> expected = new HashMap<>();
      for (int i = 0; i < 2_000; i++) {
        TermHash term = similar(random);
        long time = random.nextInt(1_000) - 500;
        times = times.seen(term, time);
        expected.merge(term, time, Math::max);
        if (random.nextInt(500) == 0) {
          long since = random.nextInt(600) - 500;
          times = times.since(since);
          expected.values().removeIf(last -> last < since);
        }
        long from = random.nextInt(1_000) - 500;
        assertThat(times.size()).as("seed %s", seed).isEqualTo(expected.size());
        if (i % 50 == 0) {
          assertThat((long) times.countSince(from))
              .as("seed %s", seed)
              .isEqualTo(expected.values().stream().filter(last -> last >= from).count());
        }
        TermHash asked = similar(random);
        assertThat(times.lastSeen(asked))
            .as("seed %s", seed)
            .isEqualTo(
                expected.containsKey(asked)
                    ? OptionalLong.of(expected.get(asked))
                    : OptionalLong.empty());
      }
    }
  }

  @Test
  void leavesEarlierStatesAsTheyWere() {
    TermHash term = TermHash.of(Key.of("a"));
    TermTimes before = TermTimes.NONE.seen(term, 1);
    before.seen(term, 2);
    assertThat(before.lastSeen(term)).hasValue(1);
  }

  @Test
  void boundsTimesThatNoCalendarKnows() {
    TermHash term = TermHash.of(Key.of("a"));
    assertThat(TermTimes.NONE.seen(term, Long.MAX_VALUE).lastSeen(term)).hasValue((1L << 47) - 1);
    assertThat(TermTimes.NONE.seen(term, Long.MIN_VALUE).lastSeen(term)).hasValue(-(1L << 47));
  }

  @Test
  void tellsCombinationsApart() {
    assertThat(TermHash.of(Key.of("a", "b"))).isNotEqualTo(TermHash.of(Key.of("ab", "")));
    assertThat(TermHash.of(Key.of("1"))).isNotEqualTo(TermHash.of(Key.of(1)));
    assertThat(TermHash.of(Key.of("null"))).isNotEqualTo(TermHash.of(Key.of((Object) null)));
    assertThat(TermHash.of(Key.of(1))).isEqualTo(TermHash.of(Key.of(1.0)));
  }
}

package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTest {
  private static final int KEYS = 100_000;

  private static final int SLOTS = 1 << 17;

  /** How many slots are in use on average if hash codes are random. */
  private static final double USED = SLOTS * (1 - Math.exp(-(double) KEYS / SLOTS));

  /** Keys as streams have them. */
  static Stream<IntFunction<Key>> similar() {
    return Stream.of(
        i -> Key.of((long) i),
        i -> Key.of("user-" + i),
        i -> Key.of("10.0." + i / 256 + "." + i % 256),
        i -> Key.of("host-" + i % 300, "user-" + i / 300),
        i -> Key.of((long) i % 300, (long) i / 300),
        i -> Key.of(i / 1_000, null, i % 1_000 + 0.5));
  }

  /** Otherwise the maps of detectors look for their keys in long lists. */
  @ParameterizedTest
  @MethodSource("similar")
  void similarKeysAreInDifferentSlots(IntFunction<Key> keys) {
    BitSet used = new BitSet();
    for (int i = 0; i < KEYS; i++) {
      int hash = keys.apply(i).hashCode();
      used.set((hash ^ hash >>> 16) & SLOTS - 1);
    }
    assertThat(used.cardinality()).isGreaterThan((int) (USED * 0.97));
  }

  /** However lists keep their values. */
  @Test
  void keysOfEqualValuesAreEqual() {
    List<Object> full = new ArrayList<>(List.of("a", 1, true));
    assertThat(new Key(full))
        .isEqualTo(Key.of("a", 1L, true))
        .hasSameHashCodeAs(Key.of("a", 1.0, true))
        .isNotEqualTo(Key.of("a", 1L, null));
    assertThat(new Key(Arrays.asList("a", null)))
        .isEqualTo(Key.of("a", null))
        .hasSameHashCodeAs(Key.of("a", null))
        .isNotEqualTo(Key.of("a"));
    full.set(0, "b");
    assertThat(Key.of("a", 1, true).values()).containsExactly("a", 1L, true);
    assertThat(Key.of().equals(Key.NONE)).isTrue();
  }
}

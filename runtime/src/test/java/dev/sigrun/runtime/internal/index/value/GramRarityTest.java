package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GramRarityTest {
  private static final byte[] TEXT = bytes("\\services\\jobxyz");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void withoutCountsCharactersDecide() {
    assertThat(GramRarity.rarest(TEXT, 4, 1, null)).isEqualTo(12);
    assertThat(GramRarity.rarest(TEXT, 3, 1, null)).isEqualTo(13);
  }

  @Test
  void gramsThatWereNotMetAreRarer() {
    GramCounts counts = new GramCounts();
    byte[] met = bytes("a\\jobxyz.exe");
    for (int i = 0; i < 3; i++) {
      counts.add(met, 0, met.length);
    }
    int start = GramRarity.rarest(TEXT, 4, 4, counts);
    assertThat(start).isBetween(0, 5);
    assertThat(counts.rarest(bytes("jobxyz"))).isEqualTo(3);
    assertThat(counts.rarest(bytes("jobxyzw"))).isZero();
    assertThat(counts.rarest(bytes("job"))).isNegative();
    counts.age();
    assertThat(counts.rarest(bytes("jobxyz"))).isEqualTo(1);
  }

  @Test
  void countsHaveABound() {
    GramCounts counts = new GramCounts();
    byte[] met = bytes("a".repeat(1_000));
    counts.add(met, 0, met.length);
    assertThat(counts.rarest(bytes("aaaa"))).isEqualTo(Byte.MAX_VALUE);
  }
}

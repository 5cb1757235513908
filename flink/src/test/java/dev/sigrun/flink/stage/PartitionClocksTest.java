package dev.sigrun.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("smoke")
class PartitionClocksTest {
  private static final long START = 1_700_000_000_000L;

  /** As a stage looks at the wall clock. */
  private static final long INTERVAL = 200;

  /** A partition that speaks all the time holds time back, even if little silence is allowed. */
  @Test
  void aBusyPartitionIsNotSilentHoweverSoonOthersAre() {
    Duration day = Duration.ofDays(1);
    PartitionClocks clocks =
        new PartitionClocks(new TimeSettings(Duration.ZERO, day, Duration.ofMillis(100)));
    clocks.hear("behind", START).arrive(START - 5_000);
    clocks.hear("ahead", START).arrive(START);
    for (long look = START + INTERVAL; look < START + 5 * INTERVAL; look += INTERVAL) {
      clocks.hear("behind", look - INTERVAL);
      assertThat(clocks.areSilent(look)).as("before the look").isFalse();
      clocks.lookAt(look);
      assertThat(clocks.areSilent(look)).isFalse();
      assertThat(clocks.slowest(look)).hasValue(START - 5_000);
    }
    long later = START + 5 * INTERVAL;
    clocks.lookAt(later);
    assertThat(clocks.areSilent(later)).isTrue();
  }
}

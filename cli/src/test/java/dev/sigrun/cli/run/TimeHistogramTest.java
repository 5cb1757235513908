package dev.sigrun.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {
  private final TimeHistogram times = new TimeHistogram(120);

  @Test
  void countsBySecondsWhileTheyAreFew() {
    times.add(1_000, "low");
    times.add(1_999, "low");
    times.add(2_000, "high");

    assertThat(times.json())
        .isEqualTo(
            Map.of(
                "step",
                1_000L,
                "intervals",
                List.of(
                    Map.of("at", 1_000L, "counts", Map.of("low", 2L)),
                    Map.of("at", 2_000L, "counts", Map.of("high", 1L)))));
  }

  /** Events may name any time, so there is no longest interval. */
  @Test
  void isBoundedForAllTimes() {
    for (int i = 0; i <= 10_000; i++) {
      times.add(Long.MIN_VALUE + i * (Long.MAX_VALUE / 5_000), "low");
    }
    times.add(Long.MAX_VALUE, "low");

    List<?> intervals = (List<?>) times.json().get("intervals");
    assertThat(intervals).hasSizeBetween(2, 120);
    assertThat(intervals.stream().mapToLong(TimeHistogramTest::count).sum()).isEqualTo(10_002);
  }

  private static long count(Object interval) {
    return (Long) ((Map<?, ?>) ((Map<?, ?>) interval).get("counts")).get("low");
  }
}

package dev.sigrun.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "2h, PT2H",
    "1d, PT24H",
    "0s, PT0S",
    "999999d, PT23999976H"
  })
  void areAWholeNumberOfAUnit(String text, Duration length) {
    assertThat(Intervals.parse(text)).contains(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "-5m", "5 m", "5M", "5w", "5ms", "1000000d", "5m\n"})
  void areNothingElse(String text) {
    assertThat(Intervals.parse(text)).isEmpty();
  }

  @Test
  void areNotNumbersOfOtherScripts() {
    assertThat(Intervals.parse("\u0665m")).isEmpty();
  }
}

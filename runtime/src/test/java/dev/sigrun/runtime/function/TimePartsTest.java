package dev.sigrun.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePartsTest {
  @ParameterizedTest
  @CsvSource({
    "2024-05-06T13:07:59Z, 2024 5 19 6 13 7",
    "2024-05-06 13:07:59.123, 2024 5 19 6 13 7",
    "2024-05-06T00:30:00+02:00, 2024 5 18 5 22 30",
    "2024-05-06, 2024 5 19 6 0 0",
    "1704067200, 2024 1 1 1 0 0",
    "1704067200000, 2024 1 1 1 0 0",
    "1704070859.999, 2024 1 1 1 1 0",
    "-86400, 1969 12 1 31 0 0",
    "2021-01-03T00:00:00Z, 2021 1 53 3 0 0",
    "x, null null null null null null",
    "2024-13-01, null null null null null null",
    "12:30, null null null null null null"
  })
  void partsAreThoseOfUtc(String time, String parts) {
    assertThat(
            Arrays.asList(
                TimeParts.year(time),
                TimeParts.month(time),
                TimeParts.week(time),
                TimeParts.day(time),
                TimeParts.hour(time),
                TimeParts.minute(time)))
        .extracting(String::valueOf)
        .containsExactly(parts.split(" "));
  }

  @Test
  void nothingHasNoParts() {
    @Nullable String nothing = null;
    assertThat(TimeParts.hour(nothing)).isNull();
  }
}

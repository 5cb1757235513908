package dev.sigrun.runtime.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTimeTest {
  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999Z",
    "2026-03-01T12:34:56.789Z, 2026-03-01T12:34:56.789Z",
    "0000-01-01T00:00:00.001Z, 0000-01-01T00:00:00.001Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00.000Z",
    "-0001-12-31T23:59:59Z, -0001-12-31T23:59:59.000Z",
    "+999999999-12-31T23:59:59Z, +999999999-12-31T23:59:59.000Z",
  })
  void hasMilliseconds(Instant instant, String text) {
    assertThat(AlertTime.text(instant)).isEqualTo(text);
  }

  @Test
  void isWhatTheFormatterOfThePlatformWrites() {
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong() % 400_000_000_000L, random.nextInt(1_000_000_000));
      assertThat(AlertTime.text(instant)).isEqualTo(FORMATTER.format(instant));
    }
  }
}

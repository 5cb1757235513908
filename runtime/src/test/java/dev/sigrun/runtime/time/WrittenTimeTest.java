package dev.sigrun.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTimeTest {
  @ParameterizedTest
  @CsvSource({
    // evtx_dump, python-evtx, Sysmon, Hayabusa, Windows PowerShell, .NET
    "2026-03-01T12:00:01.123456Z, 2026-03-01T12:00:01.123Z",
    "2026-03-01 12:00:01.123456 UTC, 2026-03-01T12:00:01.123Z",
    "2026-03-01 12:00:01.123, 2026-03-01T12:00:01.123Z",
    "2026-03-01 12:00:01.123 +02:00, 2026-03-01T10:00:01.123Z",
    "2026-03-01 12:00:01.123+0200, 2026-03-01T10:00:01.123Z",
    "/Date(1772366401123)/, 2026-03-01T12:00:01.123Z",
    "2026-03-01T12:00:01.1234567+01:00, 2026-03-01T11:00:01.123Z",
    "2026-03-01 12:00, 2026-03-01T12:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    // seconds, milliseconds, microseconds, nanoseconds
    "1772366401, 2026-03-01T12:00:01Z",
    "1772366401.123999, 2026-03-01T12:00:01.123Z",
    "1.772366401123e9, 2026-03-01T12:00:01.123Z",
    "1772366401123, 2026-03-01T12:00:01.123Z",
    "1772366401123456, 2026-03-01T12:00:01.123Z",
    "1772366401123456789, 2026-03-01T12:00:01.123Z",
    "-1, 1969-12-31T23:59:59Z",
    "0, 1970-01-01T00:00:00Z",
    "999999999999, +33658-09-27T01:46:39Z",
    "1000000000000, 2001-09-09T01:46:40Z",
    "2024, 2024-01-01T00:00:00Z",
  })
  void readsWhatProductsWrite(String text, String instant) {
    assertThat(WrittenTime.parse(text)).hasValue(Instant.parse(instant).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "soon",
        "2026-13-01 12:00:00",
        "2026-03-01 25:00:00",
        "2026-03-01 12:00:00 CET",
        "2026-03-01  12:00:00",
        "01/03/2026 12:00:00",
        "10000000000000000000",
        "1e99",
        "1e-9",
        "/Date()/",
        "1772366401 ",
        "99999999999999999999999999999999999999999999999999999999999999999999",
      })
  void readsNothingElse(String text) {
    assertThat(WrittenTime.parse(text)).isEmpty();
  }
}

package dev.sigrun.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateMathTest {
  /** A Wednesday. */
  private static final long NOW = Instant.parse("2024-05-15T10:20:30.456Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "2024,2024-01-01T00:00:00Z",
    "2024-05,2024-05-01T00:00:00Z",
    "2024-02-29,2024-02-29T00:00:00Z",
    "2024-05-01T,2024-05-01T00:00:00Z",
    "2024-05-01T10,2024-05-01T10:00:00Z",
    "2024-05-01T10:20,2024-05-01T10:20:00Z",
    "2024-05-01T10:20:30,2024-05-01T10:20:30Z",
    "2024-05-01T10:20:30.1,2024-05-01T10:20:30.100Z",
    "'2024-05-01T10:20:30,12',2024-05-01T10:20:30.120Z",
    "2024-05-01T10:20:30.123456789Z,2024-05-01T10:20:30.123Z",
    "2024-05-01T10:20:30.1239999+02:00,2024-05-01T08:20:30.123Z",
    "2024-05-01T10:20:30-0530,2024-05-01T15:50:30Z",
    "2024-05-01T10:20:30+02,2024-05-01T08:20:30Z",
    "2024-05-01T10:20Z,2024-05-01T10:20:00Z",
    "2024-05-01T10-05:00,2024-05-01T15:00:00Z",
    "2024-05-01T10:20:30+01:00:30,2024-05-01T09:20:00Z",
    "2024-05-01T10:20:30+010030,2024-05-01T09:20:00Z",
    "2024-05-01T10:20:30Zulu,2024-05-01T10:20:30Z",
    "2024-05-01T10:20:30Europe/Paris,2024-05-01T08:20:30Z",
    "2024-03-31T02:30:00Europe/Paris,2024-03-31T01:30:00Z",
    "2024-10-27T02:30:00Europe/Paris,2024-10-27T00:30:00Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z",
    "1714521600000,2024-05-01T00:00:00Z",
    "-1,1969-12-31T23:59:59.999Z",
    "12345,1970-01-01T00:00:12.345Z",
    "12345.999,1970-01-01T00:00:12.345Z",
    "123,1970-01-01T00:00:00.123Z",
    "123.,1970-01-01T00:00:00.123Z",
    "-1.5,1969-12-31T23:59:59.998Z",
    "-1.0,1969-12-31T23:59:59.999Z",
    "2024-05-01T10ZZ,2024-05-01T10:00:00Z",
    "2024-05-01T10:20:30.5ZZ,2024-05-01T10:20:30.500Z",
    "2024-05-01T10:20:30UTCZ,2024-05-01T10:20:30Z",
    "2024-05-01T10:20:30+02:00+0200,2024-05-01T08:20:30Z",
    "2024-05-01T10:20:30Europe/Berlin+02,2024-05-01T08:20:30Z",
  })
  void readsInstants(String text, Instant expected) {
    assertThat(Timestamps.parse(text)).hasValue(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2024-13",
        "2024-1",
        "2024-02-30",
        "2023-02-29",
        "2024-05-01T24:00",
        "2024-05-00",
        "2024-05-01T10:60",
        "2024-05-01T10:20:60",
        "2024-05-01T10:20:30.",
        "2024-05-01T10:20:30+01:0030",
        "2024-05-01T10:20:30+0100:30",
        "2024-05-01T10:20:30+18:00:01",
        "2024-05-01T10:20:30Europe/Parys",
        "2024-05-01 10:20",
        "2024-05-01T10:20:30.1234567890",
        "2024-05-01T10:20:30X",
        "2024-05-01T10:20:30+1",
        "2024-05-01T10:20:30+02:0",
        "2024-05-01T10:20:30+19:00",
        "2024-05-01Z",
        "20240501T10",
        "2024-",
        "2024-05-",
        "99999999999999999999",
        "1.1234567",
        "2024-05-01T10:20:30ZZZ",
        "2024-05-01T10:20:30+0200Z",
        "2024-05-01T10:20:30Z+02:00",
        ".5",
        "--1",
        "1e5",
        "2024-05-01T1:00",
        "２０２４-05-01",
        "2024-05-01T10:20:30.１"
      })
  void refusesWhatIsNoInstant(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-01,2024-05-01T00:00:00Z,2024-05-01T23:59:59.999Z",
    "2024-05,2024-05-01T00:00:00Z,2024-05-01T23:59:59.999Z",
    "2024,2024-01-01T00:00:00Z,2024-01-01T23:59:59.999Z",
    "2024-05-01T10:00,2024-05-01T10:00:00Z,2024-05-01T10:00:59.999Z",
    "2024-05-01T10,2024-05-01T10:00:00Z,2024-05-01T10:59:59.999Z",
    "2024-05-01T10:00:00.5,2024-05-01T10:00:00.500Z,2024-05-01T10:00:00.500Z",
    "2024-05-01T10:00+02:00,2024-05-01T08:00:00Z,2024-05-01T08:00:59.999Z",
    "now,2024-05-15T10:20:30.456Z,2024-05-15T10:20:30.456Z",
    "now-1d,2024-05-14T10:20:30.456Z,2024-05-14T10:20:30.456Z",
    "now-1d/d,2024-05-14T00:00:00Z,2024-05-14T23:59:59.999Z",
    "now/w,2024-05-13T00:00:00Z,2024-05-19T23:59:59.999Z",
    "now/M,2024-05-01T00:00:00Z,2024-05-31T23:59:59.999Z",
    "now/y,2024-01-01T00:00:00Z,2024-12-31T23:59:59.999Z",
    "now/h,2024-05-15T10:00:00Z,2024-05-15T10:59:59.999Z",
    "now/H,2024-05-15T10:00:00Z,2024-05-15T10:59:59.999Z",
    "now/m,2024-05-15T10:20:00Z,2024-05-15T10:20:59.999Z",
    "now/s,2024-05-15T10:20:30Z,2024-05-15T10:20:30.999Z",
    "now+1M-2h+3s,2024-06-15T08:20:33.456Z,2024-06-15T08:20:33.456Z",
    "now+d,2024-05-16T10:20:30.456Z,2024-05-16T10:20:30.456Z",
    "2024-01-31||+1M,2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "2024-05-01T10:30||/d,2024-05-01T00:00:00Z,2024-05-01T23:59:59.999Z",
    "2024-05-01||,2024-05-01T00:00:00Z,2024-05-01T00:00:00Z",
    "1714521600000,2024-05-01T00:00:00Z,2024-05-01T00:00:00Z",
  })
  void roundsAsTheSideOfTheBoundDemands(String text, Instant down, Instant up) {
    assertThat(DateMath.parse(text, false).resolve(NOW)).isEqualTo(down.toEpochMilli());
    assertThat(DateMath.parse(text, true).resolve(NOW)).isEqualTo(up.toEpochMilli());
    assertThat(DateMath.parse(text, true).dependsOnNow()).isEqualTo(text.startsWith("now"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowx",
        "now-",
        "now-1",
        "now-1x",
        "now/2d",
        "now-1d/",
        "now-99999999999d",
        "yesterday",
        "2024-05-01||x",
        "||+1d",
        "now+999999999y+999999999y",
        "2024-05-01+1d",
        "now -1d",
        ""
      })
  void refusesMalformedMath(String text) {
    assertThatThrownBy(() -> DateMath.parse(text, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"");
  }

  @Test
  void rangesFollowTheTableOfBounds() {
    long may1 = Instant.parse("2024-05-01T00:00:00Z").toEpochMilli();
    long may2 = Instant.parse("2024-05-02T00:00:00Z").toEpochMilli();
    assertThat(DateRange.of("2024-05-01").contains(may1, NOW)).isTrue();
    assertThat(DateRange.of("2024-05-01").contains(may2 - 1, NOW)).isTrue();
    assertThat(DateRange.of("2024-05-01").contains(may2, NOW)).isFalse();
    assertThat(DateRange.above("2024-05-01").contains(may2 - 1, NOW)).isFalse();
    assertThat(DateRange.above("2024-05-01").contains(may2, NOW)).isTrue();
    assertThat(DateRange.atLeast("2024-05-01").contains(may1, NOW)).isTrue();
    assertThat(DateRange.below("2024-05-01").contains(may1, NOW)).isFalse();
    assertThat(DateRange.atMost("2024-05-01").contains(may2 - 1, NOW)).isTrue();
    assertThat(DateRange.atLeast("now-1d").contains(NOW - 86_400_000, NOW)).isTrue();
    assertThat(DateRange.atLeast("now-1d").contains(NOW - 86_400_001, NOW)).isFalse();
    assertThat(DateRange.between(1L, false, 3L, false).contains(2, NOW)).isTrue();
    assertThat(DateRange.between(1L, false, 3L, false).contains(3, NOW)).isFalse();
    assertThat(DateRange.atMost("now").dependsOnNow()).isTrue();
    assertThat(DateRange.above(5).dependsOnNow()).isFalse();
  }

  @Test
  void extremeClocksAreHarmless() {
    DateMath math = DateMath.parse("now+1y/y", true);
    assertThat(math.resolve(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(math.resolve(Long.MIN_VALUE)).isNegative();
  }
}

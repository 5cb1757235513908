package dev.sigrun.runtime.internal.instant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.time.Timestamps;
import dev.sigrun.runtime.time.WrittenTime;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickTimeTest {
  private static final String MUTATIONS = "0123456789-T:.,Z+ zxé";

  private static long parse(String text, boolean blank) {
    byte[] bytes = ("  " + text + "99").getBytes(UTF_8);
    return QuickTime.parse(bytes, 2, bytes.length - 2, blank);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1969-12-31T23:59:59.999Z, -1",
    "2026-03-01T12:00:00.123456789Z, 1772366400123",
    "2026-03-01T12:00:00.5, 1772366400500",
    "2024-02-29T00:00:00Z, 1709164800000",
    "0000-01-01T00:00:00Z, -62167219200000",
    "9999-12-31T23:59:59Z, 253402300799000",
  })
  void readsTheUsualForm(String text, long expected) {
    assertThat(parse(text, false)).isEqualTo(expected);
    assertThat(parse(text.replace('T', ' '), true)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01 12:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:60:00Z",
        "2026-03-01T12:00:60Z",
        "2026-03-01T12:00:00+01:00",
        "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00.1234567890Z",
        "2026-03-01T12:00:00ZZ",
        "2026-00-01T12:00:00Z",
        "2026-03-00T12:00:00Z",
        "2O26-03-01T12:00:00Z",
      })
  void leavesTheRestToOthers(String text) {
    assertThat(parse(text, false)).isEqualTo(QuickTime.OTHER);
  }

  @Test
  void agreesWithTheSlowReadersWhereverItReads() {
    Random random = new Random(3);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(date(random));
      for (int change = random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, MUTATIONS.charAt(random.nextInt(MUTATIONS.length())));
      }
      String changed = random.nextInt(4) == 0 ? text.substring(random.nextInt(2)) : "" + text;
      for (boolean blank : new boolean[] {false, true}) {
        long quick = parse(changed, blank);
        if (quick != QuickTime.OTHER) {
          OptionalLong slow = blank ? WrittenTime.parse(changed) : Timestamps.parse(changed);
          assertThat(OptionalLong.of(quick)).as("%s, %s", changed, blank).isEqualTo(slow);
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(100_000);
  }

  private static String date(Random random) {
    String fraction = "." + random.nextInt(Integer.MAX_VALUE);
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02dT%02d:%02d:%02d%s%s",
        random.nextInt(2) == 0 ? 1900 + random.nextInt(200) : random.nextInt(10_000),
        1 + random.nextInt(12),
        1 + random.nextInt(31),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60),
        random.nextBoolean()
            ? fraction.substring(0, Math.min(fraction.length(), 2 + random.nextInt(9)))
            : "",
        random.nextBoolean() ? "Z" : "");
  }
}

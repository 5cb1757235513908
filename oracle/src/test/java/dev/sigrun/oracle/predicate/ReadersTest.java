package dev.sigrun.oracle.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.time.DateFormat;
import dev.sigrun.runtime.time.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The runtime reads addresses and dates as the plain readers of the oracle do. */
class ReadersTest {
  private static final List<String> ADDRESSES =
      List.of(
          "1.2.3.4",
          "::ffff:1.2.3.4",
          "::1.2.3.4",
          "fe80::1%eth0",
          "::ffff:1.2.3.4%e",
          "::",
          "1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:1.2.3.4",
          "2001:db8::A:0",
          "1:2:3:4:5:6:7::");

  private static final List<String> DATES =
      List.of(
          "2026-03-01T12:00:00.123Z",
          "2026-03-01",
          "2026-03",
          "2026",
          "2026-03-01T12",
          "2026-03-01T12:00",
          "2026-03-01T12:00:00,123456789+02:00",
          "2026-03-01T12:00:00-0230",
          "2026-03-01T12:00:00+020030",
          "2026-02-28T12:00:00Z",
          "2026-03-29T02:30:00Europe/Berlin",
          "2026-03-01T12:00:00UTC",
          "2026-03-01T12:00:00.5ZZ",
          "2026-03-01T12:00+02:00+0200",
          "1772366400123",
          "-1.5",
          "-12",
          "1772366400123.456789");

  private static final String MUTATIONS = "0129:.%-+ZTz,e f/";

  @Test
  void readersOfAddressesAgree() {
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = mutated(ADDRESSES, random);
      Optional<IpAddress> expected = Addresses.read(text);
      assertThat(IpAddress.parse(text)).as(text).isEqualTo(expected);
      read += expected.isPresent() ? 1 : 0;
    }
    assertThat(read).isGreaterThan(40_000);
  }

  @Test
  void readersOfDatesAgree() {
    Random random = new Random(12);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = mutated(DATES, random);
      Optional<Instant> expected = Dates.read(text);
      assertThat(DateFormat.usual().parse(text, false)).as(text).isEqualTo(expected);
      OptionalLong millis = Timestamps.parse(text);
      assertThat(millis.isPresent()).as(text).isEqualTo(expected.isPresent());
      expected.ifPresent(e -> assertThat(millis.getAsLong()).as(text).isEqualTo(e.toEpochMilli()));
      read += expected.isPresent() ? 1 : 0;
    }
    assertThat(read).isGreaterThan(40_000);
  }

  /** One of the texts, with up to three characters replaced, removed or added. */
  private static String mutated(List<String> texts, Random random) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    for (int change = random.nextInt(4); change > 0; change--) {
      int at = random.nextInt(text.length() + 1);
      char c = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.replace(Math.max(0, at - 1), at, "");
        default -> text.replace(Math.max(0, at - 1), at, String.valueOf(c));
      }
    }
    return text.toString();
  }
}

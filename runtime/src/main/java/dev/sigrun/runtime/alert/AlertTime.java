package dev.sigrun.runtime.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as alerts write them: {@code 2026-03-01T12:00:00.000Z}. */
final class AlertTime {
  private static final DateTimeFormatter ANY_YEAR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long SECONDS_OF_DAY = 86_400;

  /** The first second of the year 0, and the first one of the year 10000. */
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_OF_DAY;

  private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_OF_DAY;
  private static final int NANOS_OF_MILLI = 1_000_000;
  private static final byte[] FORM = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);

  private AlertTime() {}

  /** The text of an instant; what is below a millisecond is cut off. */
  static String text(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < FIRST || second >= END) {
      return ANY_YEAR.format(instant);
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
    int ofDay = (int) Math.floorMod(second, SECONDS_OF_DAY);
    byte[] text = FORM.clone();
    put(day.getYear(), 3, text);
    put(day.getMonthValue(), 6, text);
    put(day.getDayOfMonth(), 9, text);
    put(ofDay / 3_600, 12, text);
    put(ofDay / 60 % 60, 15, text);
    put(ofDay % 60, 18, text);
    put(instant.getNano() / NANOS_OF_MILLI, 22, text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Puts the digits of a number so that the last one is at {@code last}. */
  private static void put(int number, int last, byte[] text) {
    int at = last;
    for (int left = number; left > 0; left /= 10) {
      text[at--] = (byte) ('0' + left % 10);
    }
  }
}

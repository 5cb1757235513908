package dev.sigrun.benchmarks.measure;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Moves events in time, so that they can pass an engine more than once. */
public final class EventTimes {
  private static final byte[] KEY = "\"@timestamp\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] INGESTED = "\"ingested\":\"".getBytes(StandardCharsets.UTF_8);
  private static final String FORM = "0000-00-00T00:00:00.000Z";
  private static final int LENGTH = FORM.length();
  private static final int YEAR_DIGITS = 4;
  private static final int MONTH = 5;
  private static final int DAY = 8;
  private static final int HOUR = 11;
  private static final int HOURS_OF_DAY = 24;
  private static final int TEN = 10;

  private EventTimes() {}

  /**
   * Moves the event and the time of its ingestion by this many hours: most rules take the time of
   * ingestion.
   */
  public static void shift(byte[] event, long hours) {
    shift(event, places(event), hours);
  }

  /**
   * The same where the places are known.
   *
   * @param places where the event has its times, as {@link #places} finds them
   */
  static void shift(byte[] event, int[] places, long hours) {
    for (int at : places) {
      shift(event, at, hours);
    }
  }

  /** Where an event has its time and the time of its ingestion, with milliseconds in UTC. */
  static int[] places(byte[] event) {
    return IntStream.of(indexOf(KEY, event), indexOf(INGESTED, event))
        .filter(at -> at >= 0 && isTime(event, at))
        .toArray();
  }

  private static boolean isTime(byte[] event, int at) {
    if (at + LENGTH > event.length) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char expected = FORM.charAt(i);
      boolean isDigit = event[at + i] >= '0' && event[at + i] <= '9';
      if (expected == '0' ? !isDigit : event[at + i] != expected) {
        return false;
      }
    }
    return true;
  }

  private static void shift(byte[] event, int at, long hours) {
    try {
      LocalDate date =
          LocalDate.of(
              number(event, at, YEAR_DIGITS),
              number(event, at + MONTH, 2),
              number(event, at + DAY, 2));
      long moved = date.toEpochDay() * HOURS_OF_DAY + number(event, at + HOUR, 2) + hours;
      LocalDate movedDate = LocalDate.ofEpochDay(Math.floorDiv(moved, HOURS_OF_DAY));
      write(movedDate.getYear(), event, at, YEAR_DIGITS);
      write(movedDate.getMonthValue(), event, at + MONTH, 2);
      write(movedDate.getDayOfMonth(), event, at + DAY, 2);
      write(Math.floorMod(moved, HOURS_OF_DAY), event, at + HOUR, 2);
    } catch (DateTimeException e) {
      // Not a day: stays where it is.
    }
  }

  private static int number(byte[] event, int at, int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      number = number * TEN + event[at + i] - '0';
    }
    return number;
  }

  private static void write(int number, byte[] event, int at, int digits) {
    int left = number;
    for (int i = digits - 1; i >= 0; i--) {
      event[at + i] = (byte) ('0' + left % TEN);
      left /= TEN;
    }
  }

  /** Always with milliseconds. */
  public static String text(long millis) {
    String text = Instant.ofEpochMilli(millis).toString();
    return text.length() == LENGTH ? text : text.replace("Z", ".000Z");
  }

  /** The place behind a key; negative if there is none. */
  private static int indexOf(byte[] key, byte[] event) {
    for (int i = 0; i <= event.length - key.length; i++) {
      if (event[i] == key[0] && Arrays.equals(event, i, i + key.length, key, 0, key.length)) {
        return i + key.length;
      }
    }
    return -1;
  }
}

package dev.sigrun.benchmarks.measure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/** Moves events in time, so that they can pass an engine more than once. */
public final class EventTimes {
  private static final byte[] KEY = "\"@timestamp\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] INGESTED = "\"ingested\":\"".getBytes(StandardCharsets.UTF_8);
  private static final int LENGTH = "2026-01-01T00:00:00.000Z".length();
  private static final long ROUND_MILLIS = 3_600_000;
  private static final int WHERE_TO_LOOK = 64;

  private EventTimes() {}

  /** Moves the event by this many hours, if its full timestamp is at its beginning. */
  public static void shift(byte[] event, long hours) {
    shift(event, hours, indexOf(KEY, event, WHERE_TO_LOOK));
  }

  /** Moves the event and the time of its ingestion, wherever they are. */
  public static void shiftWithIngestion(byte[] event, long hours) {
    shift(event, hours, indexOf(KEY, event, event.length));
    shift(event, hours, indexOf(INGESTED, event, event.length));
  }

  private static void shift(byte[] event, long hours, int at) {
    if (hours == 0 || at < 0 || at + LENGTH > event.length) {
      return;
    }
    String time = new String(event, at, LENGTH, StandardCharsets.ISO_8859_1);
    try {
      long moved = Instant.parse(time).toEpochMilli() + hours * ROUND_MILLIS;
      byte[] text = text(moved).getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(text, 0, event, at, LENGTH);
    } catch (DateTimeParseException e) {
      // Of another form: stays where it is.
    }
  }

  /** Always with milliseconds. */
  public static String text(long millis) {
    String text = Instant.ofEpochMilli(millis).toString();
    return text.length() == LENGTH ? text : text.replace("Z", ".000Z");
  }

  /** The place behind a key that begins before {@code most} bytes; negative if there is none. */
  private static int indexOf(byte[] key, byte[] event, int most) {
    int last = Math.min(event.length - key.length, most);
    for (int i = 0; i <= last; i++) {
      if (event[i] == key[0] && Arrays.equals(event, i, i + key.length, key, 0, key.length)) {
        return i + key.length;
      }
    }
    return -1;
  }
}

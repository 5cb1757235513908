package dev.sigrun.benchmarks.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Events side by side in memory, as they come from a file. */
public final class EventBuffer {
  private final byte[] bytes;
  private final int[] starts;
  private final int[] ends;

  private EventBuffer(byte[] bytes, int[] starts, int[] ends) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
  }

  /** The lines of an NDJSON file that are not empty. */
  public static EventBuffer read(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  /** The first {@code count} events of a generator. */
  public static EventBuffer generate(EventShape shape, long seed, int count) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream(count * 1700);
    new EventGenerator(shape, seed).write(stream, count);
    return of(stream.toByteArray());
  }

  /** The lines that are not empty. */
  public static EventBuffer of(byte[] bytes) {
    int[] starts = new int[1024];
    int[] ends = new int[1024];
    int size = 0;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (i > start) {
          if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
          }
          starts[size] = start;
          ends[size++] = i;
        }
        start = i + 1;
      }
    }
    if (size == 0) {
      throw new IllegalArgumentException("There are no events.");
    }
    return new EventBuffer(bytes, Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
  }

  /** The events whose numbers satisfy {@code wanted}. */
  public EventBuffer filter(IntPredicate wanted) {
    int[] keptStarts = new int[starts.length];
    int[] keptEnds = new int[starts.length];
    int size = 0;
    for (int i = 0; i < starts.length; i++) {
      if (wanted.test(i)) {
        keptStarts[size] = starts[i];
        keptEnds[size++] = ends[i];
      }
    }
    if (size == 0) {
      throw new IllegalArgumentException("No event is left.");
    }
    return new EventBuffer(bytes, Arrays.copyOf(keptStarts, size), Arrays.copyOf(keptEnds, size));
  }

  /** All bytes; an event is a part of them. */
  public byte[] bytes() {
    return bytes;
  }

  /** The number of events, at least one. */
  public int size() {
    return starts.length;
  }

  /** Index of the first byte of event {@code i}. */
  public int offset(int i) {
    return starts[i];
  }

  /** Number of bytes of event {@code i}. */
  public int length(int i) {
    return ends[i] - starts[i];
  }

  /** The bytes of event {@code i} alone. */
  public byte[] copy(int i) {
    return Arrays.copyOfRange(bytes, starts[i], ends[i]);
  }

  /** Number of bytes of the average event. */
  public double meanLength() {
    long sum = 0;
    for (int i = 0; i < starts.length; i++) {
      sum += length(i);
    }
    return (double) sum / starts.length;
  }
}

package dev.sigrun.runtime.event;

import dev.sigrun.runtime.internal.scan.EventScanner;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads events, one JSON object each, in a single pass; keeps only the values of the required
 * fields.
 *
 * <pre>{@code
 * EventReader reader = rules.reader();
 * Event event = reader.read("{\"process\":{\"name\":\"sh\"}}".getBytes(UTF_8));
 * rules.match(event, (rule, matched) -> System.out.println(rule.name()));
 * }</pre>
 *
 * <p>Readers hold no state between events and may be shared between threads.
 *
 * <p>Dotted keys mean the same as nested objects, arrays of any depth are flattened, {@code null}
 * and empty arrays contribute nothing, and an object contributes nothing to a field at its own
 * path. When a key occurs twice, both values count.
 */
public interface EventReader {
  /** The maximum nesting depth of objects and arrays. */
  int MAX_DEPTH = EventScanner.MAX_DEPTH;

  /** The maximum number of characters in one string. */
  int MAX_STRING_LENGTH = 20_000_000;

  /**
   * The maximum number of values in an event: objects, arrays, strings, numbers, booleans and
   * nulls, required or not. More would cost memory out of all proportion to the bytes of the event.
   */
  int MAX_VALUES = EventScanner.MAX_VALUES;

  /**
   * Reads the event that fills the given part of {@code bytes}.
   *
   * @param bytes JSON text in UTF-8
   * @param offset index of the first byte
   * @param length number of bytes
   * @throws EventFormatException if the bytes are not exactly one JSON object in valid UTF-8, or
   *     exceed a limit
   */
  Event read(byte[] bytes, int offset, int length) throws EventFormatException;

  /**
   * Reads the event that fills {@code bytes}.
   *
   * @throws EventFormatException as {@link #read(byte[], int, int)}
   */
  default Event read(byte[] bytes) throws EventFormatException {
    return read(bytes, 0, bytes.length);
  }

  /**
   * Reads an event that is held as a tree of maps, iterables, arrays, strings, numbers, booleans
   * and null. Any other object counts as the string that it prints.
   *
   * @throws EventFormatException if the tree exceeds a limit
   */
  Event read(Map<String, ?> event) throws EventFormatException;

  /** A reader for {@code fields}, which are frozen by this, using the system's clock. */
  static EventReader of(Fields fields) {
    return of(fields, System::currentTimeMillis);
  }

  /**
   * A reader for {@code fields}, which are frozen by this.
   *
   * @param clock gives {@link Event#now()} in milliseconds since 1970; asked once per event
   */
  static EventReader of(Fields fields, LongSupplier clock) {
    return ScanningEventReader.of(fields, clock);
  }
}

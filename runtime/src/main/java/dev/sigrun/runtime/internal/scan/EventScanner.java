package dev.sigrun.runtime.internal.scan;

import java.util.Objects;

/**
 * Finds the values of required paths in the bytes of events. One pass, no allocation; the rest of
 * the event is validated as well. Immutable and safe to share between threads, each of which needs
 * its own {@link ScannedEvent}.
 *
 * <p>Accepts the same events as the event readers: dotted keys mean the same as nested objects,
 * arrays are flattened, {@code null} is not a value, and when a key occurs twice, both values
 * count.
 */
public final class EventScanner {
  /** The maximum nesting depth of objects and arrays. */
  public static final int MAX_DEPTH = 1_000;

  /** The maximum number of values in an event, required or not. */
  public static final int MAX_VALUES = 200_000;

  private final KeyTrie keys;

  /** A scanner for the names in {@code keys}. */
  public EventScanner(KeyTrie keys) {
    this.keys = keys;
  }

  /** The wanted names. */
  public KeyTrie keys() {
    return keys;
  }

  /**
   * Scans the event that fills the given part of {@code bytes}.
   *
   * @param bytes JSON text in UTF-8; {@code event} refers to it until its next scan
   * @param offset index of the first byte
   * @param length number of bytes
   * @param event takes the result; made for the same keys
   * @throws IllegalArgumentException if {@code event} was made for other keys
   * @return whether the bytes are exactly one JSON object in valid UTF-8, not nested too deep, and
   *     of no more values than fit; if not, the result means nothing
   */
  public boolean scan(byte[] bytes, int offset, int length, ScannedEvent event) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!event.memory.isFor(keys.nodes())) {
      throw new IllegalArgumentException("The scanned event was created for different keys.");
    }
    event.begin(bytes, offset, length);
    boolean isEvent =
        !ValueCount.exceeds(bytes, offset, length, MAX_VALUES)
            && ObjectWalk.walk(keys.nodes(), bytes, offset, offset + length, event);
    if (!isEvent) {
      event.forget();
    }
    return isEvent;
  }
}

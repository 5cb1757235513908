package dev.sigrun.runtime.internal.scan;

import dev.sigrun.runtime.scan.ValueCount;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.util.Objects;

/**
 * Finds the values of wanted paths in the bytes of events. One pass, no allocation; what is not
 * wanted is checked all the same. Immutable and safe to share between threads, each of which needs
 * its own {@link ScannedEvent}.
 *
 * <p>Takes what an {@link EventReader} takes: dotted keys mean the same as nested objects, arrays
 * are flattened, {@code null} is no value, and when a key stands twice, both values count.
 */
public final class EventScanner {
  /** How deep objects and arrays may be nested. */
  static final int MAX_DEPTH = EventReader.MAX_DEPTH;

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
   * @throws EventFormatException if the bytes are not exactly one JSON object in valid UTF-8, or
   *     nested too deep, or too many values
   */
  public void scan(byte[] bytes, int offset, int length, ScannedEvent event)
      throws EventFormatException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!event.memory.isFor(keys.nodes())) {
      throw new IllegalArgumentException("The scanned event was made for other keys.");
    }
    event.begin(bytes, offset, length);
    if (ValueCount.exceeds(bytes, offset, length, EventReader.MAX_VALUES)
        || !ObjectWalk.walk(keys.nodes(), bytes, offset, offset + length, event)) {
      throw EventFormatException.explaining(bytes, offset, length);
    }
  }
}

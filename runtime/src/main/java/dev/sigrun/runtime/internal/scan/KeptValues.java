package dev.sigrun.runtime.internal.scan;

/**
 * The values that were found in one event, with its bytes: they stay when others are scanned.
 * Immutable.
 */
public final class KeptValues {
  private final byte[] bytes;

  /** Where the event started in the bytes that were scanned. */
  private final int offset;

  /** As {@link ScannedEvent} has them. */
  private final int[] values;

  /** The numbers that occur, as {@link ScannedEvent#occurringWord} has them. */
  private final long[] occurring;

  KeptValues(byte[] bytes, int offset, int[] values, long[] occurring) {
    this.bytes = bytes;
    this.offset = offset;
    this.values = values;
    this.occurring = occurring;
  }

  /** The bytes of the event; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether the path has a value. */
  public boolean occurs(int path) {
    return (occurring[path >>> 6] & 1L << path) != 0;
  }

  /** The number of values of all paths. */
  public int count() {
    return values.length / ScannedEvent.STRIDE;
  }

  /** The path of a value. */
  public int path(int value) {
    return properties(value) >>> ScannedEvent.PATH_SHIFT;
  }

  /** The JSON type of a value. */
  public ValueKind kind(int value) {
    return ScannedEvent.kindOf(properties(value));
  }

  /** The meaning of a value: a string without its escapes, any other value unchanged. */
  public String text(int value) {
    int at = value * ScannedEvent.STRIDE;
    return Texts.decode(
        bytes, values[at] - offset, values[at + ScannedEvent.END] - offset, properties(value));
  }

  private int properties(int value) {
    return values[value * ScannedEvent.STRIDE + ScannedEvent.PROPERTIES];
  }
}

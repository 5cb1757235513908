package dev.sigrun.runtime.internal.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks the encoding of events, which the parser itself only does in part. */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** The number of bytes of a byte order mark at the start: three or none. */
  public static int byteOrderMarkLength(byte[] bytes, int offset, int length) {
    return length >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF
        ? 3
        : 0;
  }

  /** Index of the first byte that is not part of a well-formed sequence; -1 if all are. */
  public static int firstInvalid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int position = offset;
    while (position < end) {
      while (position <= end - Long.BYTES && ((long) LONGS.get(bytes, position) & HIGH_BITS) == 0) {
        position += Long.BYTES;
      }
      while (position < end && bytes[position] >= 0) {
        position++;
      }
      if (position < end) {
        int size = Utf8Sequences.length(bytes, position, end);
        if (size == 0) {
          return position;
        }
        position += size;
      }
    }
    return -1;
  }
}

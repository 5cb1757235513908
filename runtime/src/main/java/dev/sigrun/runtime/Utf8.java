package dev.sigrun.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks the encoding of events, which the parser itself only does in part. */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** How many bytes a byte order mark at the start takes: three or none. */
  static int byteOrderMarkLength(byte[] bytes, int offset, int length) {
    return length >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF
        ? 3
        : 0;
  }

  /** Index of the first byte that is not part of a well-formed sequence; -1 if all are. */
  static int firstInvalid(byte[] bytes, int offset, int length) {
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
        int size = sequenceLength(bytes, position, end);
        if (size == 0) {
          return position;
        }
        position += size;
      }
    }
    return -1;
  }

  /** The length of the well-formed sequence of several bytes at {@code position}; 0 if none. */
  private static int sequenceLength(byte[] bytes, int position, int end) {
    int first = bytes[position] & 0xFF;
    int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || position + size > end) {
      return 0;
    }
    int second = bytes[position + 1] & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int greatest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > greatest) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[position + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }
}

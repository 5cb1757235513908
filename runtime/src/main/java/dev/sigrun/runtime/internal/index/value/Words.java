package dev.sigrun.runtime.internal.index.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Operations on several bytes at a time; the first byte is the lowest of the word. */
public final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long FROM_A = (0x80 - 'A') * ONES;
  private static final long BEHIND_Z = (0x7F - 'Z') * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private Words() {}

  public static long longAt(byte[] bytes, int position) {
    return (long) LONGS.get(bytes, position);
  }

  static short shortAt(byte[] bytes, int position) {
    return (short) SHORTS.get(bytes, position);
  }

  static int intAt(byte[] bytes, int position) {
    return (int) INTS.get(bytes, position);
  }

  static void put(byte[] bytes, int position, long word) {
    LONGS.set(bytes, position, word);
  }

  /** Eight bytes of ASCII in lower case. */
  static long lower(long word) {
    long letters = ((word + FROM_A) ^ (word + BEHIND_Z)) & HIGH_BITS;
    return word | letters >>> 2;
  }

  /** The number of bytes, of eight, before the first that is a backslash or not ASCII. */
  static int plainBytes(long word) {
    long backslashes = word ^ BACKSLASHES;
    long special = (backslashes - ONES & ~backslashes | word) & HIGH_BITS;
    return Long.numberOfTrailingZeros(special) >>> 3;
  }

  /** Whether all bytes are ASCII. */
  static boolean isAscii(byte[] bytes, int start, int end) {
    int position = start;
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      if ((longAt(bytes, position) & HIGH_BITS) != 0) {
        return false;
      }
    }
    return (rest(bytes, position, end) & HIGH_BITS) == 0;
  }

  /** The lowest {@code count} bytes, of seven at most, the others zero. */
  public static long lowest(long word, int count) {
    return word & ((1L << (count << 3)) - 1);
  }

  /** The bytes up to {@code end}, of seven at most, then zeros. */
  public static long rest(byte[] bytes, int position, int end) {
    long word = 0;
    for (int i = end - 1; i >= position; i--) {
      word = word << Byte.SIZE | (bytes[i] & 0xFF);
    }
    return word;
  }

  /** Spreads a word over all bits. */
  public static long mix(long word) {
    long mixed = word * MULTIPLIER;
    return mixed ^ mixed >>> 29;
  }

  /** The hash so far, before any byte. */
  static long hashStart(int length) {
    return length * MULTIPLIER;
  }

  /** The hash after eight more bytes; of the last ones, those after the end are zero. */
  static long hash(long hash, long word) {
    long mixed = (hash ^ word) * MULTIPLIER;
    return mixed ^ mixed >>> 32;
  }

  /** The hash of bytes after which at least seven more can be read. */
  static int hash(byte[] bytes, int start, int end) {
    long hash = hashStart(end - start);
    int position = start;
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      hash = hash(hash, longAt(bytes, position));
    }
    if (position < end) {
      hash = hash(hash, lowest(longAt(bytes, position), end - position));
    }
    return (int) hash;
  }
}

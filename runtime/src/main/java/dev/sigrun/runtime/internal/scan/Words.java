package dev.sigrun.runtime.internal.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time: the first byte is the lowest of a long. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long ZEROS = '0' * ONES;
  private static final long LARGER_THAN_NINE = (0x80 - 10) * ONES;
  private static final long DOTS = '.' * ONES;

  private Words() {}

  /** The eight bytes from {@code position} on, all of which are before {@code end}. */
  static long at(byte[] bytes, int position) {
    return (long) LONGS.get(bytes, position);
  }

  /** The two bytes from {@code position} on. */
  static short shortAt(byte[] bytes, int position) {
    return (short) SHORTS.get(bytes, position);
  }

  /** The bytes from {@code position} to {@code end}, then zeros. */
  static long upTo(byte[] bytes, int position, int end) {
    return position <= end - Long.BYTES ? at(bytes, position) : rest(bytes, position, end);
  }

  private static long rest(byte[] bytes, int position, int end) {
    if (position >= end) {
      return 0;
    }
    // The word that ends at the end, without the bytes before the position.
    return end >= Long.BYTES
        ? at(bytes, end - Long.BYTES) >>> ((position - end + Long.BYTES) << 3)
        : restOfFew(bytes, position, end);
  }

  private static long restOfFew(byte[] bytes, int position, int end) {
    byte[] padded = new byte[Long.BYTES];
    System.arraycopy(bytes, position, padded, 0, end - position);
    return at(padded, 0);
  }

  /**
   * Marks the bytes at which the reading of a string cannot simply continue: quotes, backslashes,
   * control characters and all that is not ASCII. Only the lowest mark is sure: a borrow may mark
   * bytes above it.
   */
  static long stops(long word) {
    // Bytes that are not ASCII are marked anyway, so that the usual "and not x" has nothing to do.
    return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word)
        & HIGH_BITS;
  }

  /** Marks all bytes that are not digits; only the lowest mark is sure. */
  static long nonDigits(long word) {
    // Digits differ from zero by nine at most; larger differences are carried to the high bit.
    return (((word ^ ZEROS) + LARGER_THAN_NINE) | word) & HIGH_BITS;
  }

  /** Marks dots; only the lowest mark is sure. */
  static long dots(long word) {
    long dots = word ^ DOTS;
    return (dots - ONES) & ~dots & HIGH_BITS;
  }

  /** The index of the byte of the lowest mark. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** The lowest {@code count} bytes, of eight at most, the others zero. */
  public static long lowest(long word, int count) {
    return count >= Long.BYTES ? word : word & ((1L << (count << 3)) - 1);
  }
}

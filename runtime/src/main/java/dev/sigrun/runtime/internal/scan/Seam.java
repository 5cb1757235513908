package dev.sigrun.runtime.internal.scan;

import org.jspecify.annotations.Nullable;

/**
 * The bytes once seen between two values (separators, brackets, keys and {@code null}), and the
 * place that they lead to. Where the same bytes occur again after a value at the same place, they
 * lead to the same place again. Its content is replaced when it is dropped.
 */
final class Seam {
  /** The number of bytes that {@link #isAt} compares as words. */
  static final int HEAD = 4 * Long.BYTES;

  /** Longer ones are too rare to be remembered. */
  static final int MAX_LENGTH = 128;

  private static final byte[] NO_BYTES = {};

  private long first;
  private long second;
  private long third;
  private long fourth;

  /** A mask of the bytes in the words that belong to the seam. */
  private long firstMask;

  private long secondMask;
  private long thirdMask;
  private long fourthMask;

  /** The bytes after the head; there may be room for more than there are. */
  private byte[] rest = NO_BYTES;

  private int length;
  private boolean incomplete;
  private Place to = Place.NOWHERE;

  /** The next seam in the same list. */
  @Nullable Seam next;

  /**
   * Makes this the seam from {@code start} to {@code end}.
   *
   * @param isIncomplete whether it holds something that makes an event incomplete
   * @param target the place of the value that follows, {@link Place#END} if there is none
   */
  void remember(byte[] bytes, int start, int end, boolean isIncomplete, Place target) {
    pass(end - start, isIncomplete, target);
    first = Words.upTo(bytes, start, end);
    second = Words.upTo(bytes, start + Long.BYTES, end);
    third = Words.upTo(bytes, start + 2 * Long.BYTES, end);
    fourth = Words.upTo(bytes, start + 3 * Long.BYTES, end);
    firstMask = mask(0);
    secondMask = mask(1);
    thirdMask = mask(2);
    fourthMask = mask(3);
    if (length > HEAD) {
      rest = rest.length == 0 ? new byte[MAX_LENGTH - HEAD] : rest;
      System.arraycopy(bytes, start + HEAD, rest, 0, length - HEAD);
    }
  }

  private long mask(int index) {
    return Words.lowest(-1, Math.max(length - index * Long.BYTES, 0));
  }

  /** Makes this a seam that is valid only at the current position and is not looked up again. */
  void pass(int size, boolean isIncomplete, Place target) {
    length = size;
    incomplete = isIncomplete;
    to = target;
  }

  /** The number of bytes. */
  int length() {
    return length;
  }

  /** Whether it holds something that makes an event incomplete. */
  boolean isIncomplete() {
    return incomplete;
  }

  /** The place of the value that follows; {@link Place#END} or {@link Place#NOWHERE} if none. */
  Place to() {
    return to;
  }

  /**
   * Whether exactly this seam is at {@code position}, where the given words are: the bytes are the
   * same, and what follows is a value, or the end if it led there.
   */
  boolean isAt(long word, long next, long third, long fourth, byte[] bytes, int position, int end) {
    // No branch for the length, which would be mispredicted.
    long difference =
        ((word ^ first) & firstMask)
            | ((next ^ second) & secondMask)
            | ((third ^ this.third) & thirdMask)
            | ((fourth ^ this.fourth) & fourthMask);
    if (difference != 0) {
      return false;
    }
    int behind = position + length;
    return (behind < end
            ? startsScalar(bytes[behind]) && to != Place.END
            : behind == end && to == Place.END)
        && (length <= HEAD || isRestAt(bytes, position + HEAD));
  }

  private boolean isRestAt(byte[] bytes, int position) {
    for (int i = 0; i < length - HEAD; i++) {
      if (rest[i] != bytes[position + i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the byte may be the first of a string, a number, {@code true} or {@code false}. */
  static boolean startsScalar(byte first) {
    return first == '"' || (first >= '0' && first <= '9') || first == '-' || isTruth(first);
  }

  private static boolean isTruth(byte first) {
    return first == 't' || first == 'f';
  }
}

package dev.sigrun.runtime.internal.scan;

/**
 * Counts the values of JSON texts: objects, arrays, strings, numbers, booleans and null. The cost
 * of an event depends more on their number than on its bytes; a value takes at least two bytes.
 */
public final class ValueCount {
  private ValueCount() {}

  /**
   * Whether a text has more than {@code most} values. Exact for JSON; for other texts anything.
   *
   * @param offset index of the first byte
   * @param length number of bytes
   */
  public static boolean exceeds(byte[] bytes, int offset, int length, int most) {
    return length / 2 >= most && count(bytes, offset, offset + length) > most;
  }

  /** The text itself, an element for each comma, and the first one that is not empty. */
  private static int count(byte[] bytes, int start, int end) {
    int count = 1;
    int i = start;
    while (i < end) {
      switch (bytes[i++]) {
        case '"' -> i = afterString(bytes, i, end);
        case ',' -> count++;
        case '{', '[' -> {
          i = afterBlanks(bytes, i, end);
          count += i < end && bytes[i] != '}' && bytes[i] != ']' ? 1 : 0;
        }
        default -> {
          // Part of a number or word, a blank, or an end.
        }
      }
    }
    return count;
  }

  private static int afterString(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static int afterBlanks(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && (bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r'))) {
      i++;
    }
    return i;
  }
}

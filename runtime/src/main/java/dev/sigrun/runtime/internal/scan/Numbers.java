package dev.sigrun.runtime.internal.scan;

/** Finds the end of numbers, written as JSON wants them. */
final class Numbers {
  private Numbers() {}

  /** The index after the number at {@code start}; negative if there is none. */
  static int end(byte[] bytes, int start, int end) {
    int position = bytes[start] == '-' ? start + 1 : start;
    int digits = position;
    position = digitsEnd(bytes, position, end);
    if (position == digits || (bytes[digits] == '0' && position > digits + 1)) {
      return -1;
    }
    if (position < end && bytes[position] == '.') {
      digits = position + 1;
      position = digitsEnd(bytes, digits, end);
      if (position == digits) {
        return -1;
      }
    }
    return position < end && (bytes[position] | 0x20) == 'e'
        ? exponentEnd(bytes, position + 1, end)
        : position;
  }

  private static int exponentEnd(byte[] bytes, int start, int end) {
    int digits = start < end && (bytes[start] == '+' || bytes[start] == '-') ? start + 1 : start;
    int position = digitsEnd(bytes, digits, end);
    return position == digits ? -1 : position;
  }

  private static int digitsEnd(byte[] bytes, int start, int end) {
    int position = start;
    while (position < end) {
      // Zeros, which are not digits, replace the bytes after the end in the word.
      long others = Words.nonDigits(Words.upTo(bytes, position, end));
      if (others != 0) {
        return position + Words.first(others);
      }
      position += Long.BYTES;
    }
    return end;
  }
}

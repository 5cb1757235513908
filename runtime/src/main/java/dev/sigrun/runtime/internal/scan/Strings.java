package dev.sigrun.runtime.internal.scan;

/** Finds the end of strings and validates their content. */
final class Strings {
  /** Set in the result of {@link #end} when the string holds escapes. */
  static final int ESCAPED = ScannedEvent.ESCAPED;

  /** Set in the result of {@link #end} when the string holds bytes that are not ASCII. */
  static final int NOT_ASCII = ScannedEvent.NOT_ASCII;

  /** Set in the result of {@link #end} when the string may hide letters of ASCII. */
  static final int HIDING = ScannedEvent.HIDING;

  /** The result of {@link #end} for anything that is not a string. */
  static final long MALFORMED = -1;

  private Strings() {}

  /**
   * Finds the quote that ends a string.
   *
   * @param start index after the opening quote
   * @return the index of the closing quote in the lower half, flags in the upper half; or {@link
   *     #MALFORMED}
   */
  static long end(byte[] bytes, int start, int end) {
    int position = start;
    if (position <= end - 2 * Long.BYTES) {
      // Most keys and values end within two words, and where is found without a branch, which would
      // often be mispredicted. Everything else is in other methods to keep this one small enough
      // for inlining.
      long stops = Words.stops(Words.at(bytes, position));
      long further = Words.stops(Words.at(bytes, position + Long.BYTES));
      if ((stops | further) != 0) {
        position += stops != 0 ? Words.first(stops) : Long.BYTES + Words.first(further);
        if (bytes[position] == '"') {
          return position;
        }
      } else {
        position += 2 * Long.BYTES;
      }
    }
    return endBehind(bytes, position, end);
  }

  /** Finds the end from {@code start} on, before which all is plain. */
  private static long endBehind(byte[] bytes, int start, int end) {
    int position = start;
    long flags = 0;
    while (true) {
      position = plainEnd(bytes, position, end);
      if (position >= end) {
        return MALFORMED;
      }
      byte first = bytes[position];
      if (first == '"') {
        return flags << Integer.SIZE | position;
      }
      int size;
      if (first == '\\' && position + 1 < end && bytes[position + 1] == '\\') {
        // By far the most frequent, in paths of Windows.
        flags |= ESCAPED;
        size = 2;
      } else if (first == '\\') {
        size = Escapes.length(bytes, position, end);
        flags |= size > 2 ? ESCAPED | HIDING : ESCAPED;
      } else if (first < 0) {
        size = Utf8Sequences.length(bytes, position, end);
        flags |= isLetter(bytes, position, size) ? NOT_ASCII | HIDING : NOT_ASCII;
      } else {
        size = 0;
      }
      if (size == 0) {
        return MALFORMED;
      }
      position += size;
    }
  }

  /** U+0130 and U+0131 are an i, U+017F is an s and U+212A a k but for case. */
  private static boolean isLetter(byte[] bytes, int position, int size) {
    int second = size == 0 ? 0 : bytes[position + 1] & 0xFF;
    return switch (bytes[position] & 0xFF) {
      case 0xC4 -> second == 0xB0 || second == 0xB1;
      case 0xC5 -> second == 0xBF;
      case 0xE2 -> second == 0x84;
      default -> false;
    };
  }

  /** The index of the first byte that is not plain, or of the end. */
  private static int plainEnd(byte[] bytes, int start, int end) {
    int position = start;
    while (position <= end - Long.BYTES) {
      long stops = Words.stops(Words.at(bytes, position));
      if (stops != 0) {
        return position + Words.first(stops);
      }
      position += Long.BYTES;
    }
    return plainEndNear(bytes, position, end);
  }

  private static int plainEndNear(byte[] bytes, int start, int end) {
    // Zeros, which are not plain, replace the bytes after the end in the word.
    return start + Words.first(Words.stops(Words.upTo(bytes, start, end)));
  }
}

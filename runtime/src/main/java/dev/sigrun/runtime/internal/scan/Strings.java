package dev.sigrun.runtime.internal.scan;

/** Finds the end of strings and validates their content. */
final class Strings {
  /** Set in the result of {@link #end} when the string holds escapes. */
  static final int ESCAPED = ScannedEvent.ESCAPED;

  /** Set in the result of {@link #end} when the string holds bytes that are not ASCII. */
  static final int NOT_ASCII = ScannedEvent.NOT_ASCII;

  /** Set in the result of {@link #end} when the string holds an escape with a number. */
  static final int NUMBERED = ScannedEvent.NUMBERED;

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
      if (first == '\\') {
        flags |= ESCAPED;
        if (position + 1 < end && bytes[position + 1] == '\\') {
          // By far the most frequent, in paths of Windows.
          position += 2;
          continue;
        }
        size = Escapes.length(bytes, position, end);
        flags |= size > 2 ? NUMBERED : 0;
      } else if (first < 0) {
        flags |= NOT_ASCII;
        size = Utf8Sequences.length(bytes, position, end);
      } else {
        size = 0;
      }
      if (size == 0) {
        return MALFORMED;
      }
      position += size;
    }
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

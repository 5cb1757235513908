package dev.sigrun.runtime.internal.scan;

/** Escape sequences in strings. */
final class Escapes {
  private static final int UNICODE_LENGTH = 6;

  /**
   * Indexed by the character after the backslash: the character that it represents; 0 if that is
   * not an escape.
   */
  private static final byte[] MEANINGS = new byte[128];

  static {
    String letters = "\"\\/bfnrt";
    String meanings = "\"\\/\b\f\n\r\t";
    for (int i = 0; i < letters.length(); i++) {
      MEANINGS[letters.charAt(i)] = (byte) meanings.charAt(i);
    }
  }

  private Escapes() {}

  /** The length of the well-formed escape at {@code position}; 0 if there is none. */
  static int length(byte[] bytes, int position, int end) {
    if (position + 1 >= end) {
      return 0;
    }
    byte letter = bytes[position + 1];
    if (letter == 'u') {
      return position + UNICODE_LENGTH <= end && unit(bytes, position) >= 0 ? UNICODE_LENGTH : 0;
    }
    return letter >= 0 && MEANINGS[letter] != 0 ? 2 : 0;
  }

  /** The UTF-16 unit that the escape at {@code position} represents; negative if malformed. */
  static int unit(byte[] bytes, int position) {
    if (bytes[position + 1] != 'u') {
      return MEANINGS[bytes[position + 1]];
    }
    int unit = 0;
    for (int i = 2; i < UNICODE_LENGTH; i++) {
      // Character.digit takes other digits than those of ASCII only above 127.
      byte digit = bytes[position + i];
      unit = unit << 4 | (digit < 0 ? -1 : Character.digit(digit, 16));
    }
    return unit;
  }
}

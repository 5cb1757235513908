package dev.sigrun.runtime.internal.scan;

/** Sequences of several bytes that encode one character. */
public final class Utf8Sequences {
  private Utf8Sequences() {}

  /** The length of the well-formed sequence of several bytes at {@code position}; 0 if none. */
  public static int length(byte[] bytes, int position, int end) {
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

  /** The character that the well-formed sequence of {@code size} bytes encodes. */
  static int codePoint(byte[] bytes, int position, int size) {
    int codePoint = bytes[position] & (0x7F >> size);
    for (int i = 1; i < size; i++) {
      codePoint = codePoint << 6 | (bytes[position + i] & 0x3F);
    }
    return codePoint;
  }
}

package dev.sigrun.runtime.internal.index.value;

import dev.sigrun.runtime.pattern.CaseFolding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes texts as bytes in the form in which the index compares them: UTF-8, in which an unpaired
 * surrogate takes three bytes. Folded texts are in the form of {@link CaseFolding}.
 */
public final class FoldedText {
  /** Stands before each value in front of which literals are looked for; no byte of a text. */
  public static final byte START = (byte) 0xFE;

  /** Follows each such value; not a byte of a text. */
  public static final byte END = (byte) 0xFF;

  /** This many bytes after a text can be read, whatever their values. */
  static final int SLACK = 8;

  private static final int MAX_UNIT_BYTES = 3;

  private FoldedText() {}

  /** The bytes of a text. */
  public static byte[] encode(String text) {
    byte[] bytes = new byte[text.length() * MAX_UNIT_BYTES];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      length = append(bytes, length, text.charAt(i));
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The bytes of a text in folded form. */
  public static byte[] fold(String text) {
    return encode(CaseFolding.fold(text));
  }

  /** A folded text with marks where values must start or end with it. */
  public static byte[] marked(byte[] folded, boolean first, boolean last) {
    int before = first ? 1 : 0;
    byte[] marked = new byte[before + folded.length + (last ? 1 : 0)];
    System.arraycopy(folded, 0, marked, before, folded.length);
    if (first) {
      marked[0] = START;
    }
    if (last) {
      marked[marked.length - 1] = END;
    }
    return marked;
  }

  /** The text that {@link #encode} encoded, in quotes, for people. */
  public static String quoted(byte[] text) {
    return '"' + new String(text, StandardCharsets.UTF_8) + '"';
  }

  /**
   * Appends a unit of UTF-16 to {@code bytes}; a low surrogate joins the high one before it.
   *
   * @return the new length
   */
  static int append(byte[] bytes, int length, char unit) {
    if (unit < 0x80) {
      bytes[length] = (byte) unit;
      return length + 1;
    }
    if (unit < 0x800) {
      bytes[length] = (byte) (0xC0 | unit >> 6);
      bytes[length + 1] = (byte) (0x80 | unit & 0x3F);
      return length + 2;
    }
    if (Character.isLowSurrogate(unit) && endsWithHighSurrogate(bytes, length)) {
      char high = (char) (0xD000 | (bytes[length - 2] & 0x3F) << 6 | (bytes[length - 1] & 0x3F));
      return appendSupplementary(bytes, length - 3, Character.toCodePoint(high, unit));
    }
    bytes[length] = (byte) (0xE0 | unit >> 12);
    bytes[length + 1] = (byte) (0x80 | unit >> 6 & 0x3F);
    bytes[length + 2] = (byte) (0x80 | unit & 0x3F);
    return length + 3;
  }

  private static int appendSupplementary(byte[] bytes, int length, int codePoint) {
    bytes[length] = (byte) (0xF0 | codePoint >> 18);
    bytes[length + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
    bytes[length + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    bytes[length + 3] = (byte) (0x80 | codePoint & 0x3F);
    return length + 4;
  }

  private static boolean endsWithHighSurrogate(byte[] bytes, int length) {
    return length >= 3 && bytes[length - 3] == (byte) 0xED && (bytes[length - 2] & 0xF0) == 0xA0;
  }
}

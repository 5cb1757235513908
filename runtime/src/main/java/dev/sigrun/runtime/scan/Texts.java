package dev.sigrun.runtime.scan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes strings of bytes that were scanned. */
final class Texts {
  private Texts() {}

  /** The text of the bytes, of which {@code properties} tell what they hold. */
  static String decode(byte[] bytes, int start, int end, int properties) {
    if ((properties & ScannedEvent.ESCAPED) != 0) {
      return unescape(bytes, start, end);
    }
    return new String(
        bytes,
        start,
        end - start,
        (properties & ScannedEvent.NOT_ASCII) == 0
            ? StandardCharsets.ISO_8859_1
            : StandardCharsets.UTF_8);
  }

  /** Escapes may stand for lone surrogates, which a decoder would replace: so no decoder here. */
  private static String unescape(byte[] bytes, int start, int end) {
    char[] text = new char[end - start];
    int length = 0;
    int position = start;
    while (position < end) {
      byte first = bytes[position];
      if (first == '\\') {
        text[length++] = (char) Escapes.unit(bytes, position);
        position += Escapes.length(bytes, position, end);
      } else if (first >= 0) {
        text[length++] = (char) first;
        position++;
      } else {
        int size = Utf8Sequences.length(bytes, position, end);
        length += Character.toChars(Utf8Sequences.codePoint(bytes, position, size), text, length);
        position += size;
      }
    }
    return new String(text, 0, length);
  }

  /**
   * The bytes of a text in UTF-8, in which lone surrogates take three bytes: no bytes that were
   * scanned hold them so, which is why they are equal only to what escapes stand for.
   */
  static byte[] encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | codePoint >> 12);
                bytes.write(0x80 | codePoint >> 6 & 0x3F);
                bytes.write(0x80 | codePoint & 0x3F);
              } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toByteArray();
  }
}

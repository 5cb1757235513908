package dev.sigrun.runtime.internal.scan;

import java.nio.charset.StandardCharsets;

/** Makes strings of bytes that were scanned. */
final class Texts {
  private Texts() {}

  /** The text of the bytes, whose content {@code properties} describe. */
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

  /** Escapes may represent lone surrogates, which a decoder would replace: so no decoder here. */
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

  /** Whether all surrogates of the text are paired, so that UTF-8 can encode it. */
  static boolean isEncodable(String text) {
    return text.codePoints()
        .noneMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
  }
}

package dev.sigrun.runtime.internal.index;

import java.nio.charset.StandardCharsets;

/** Reads what {@link IndexOutput} wrote. */
final class IndexInput {
  private final byte[] bytes;
  private int position;

  IndexInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int number() {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      number |= (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  long signed() {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number >>> 1 ^ -(number & 1);
      }
    }
  }

  String text() {
    int length = number();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }
}

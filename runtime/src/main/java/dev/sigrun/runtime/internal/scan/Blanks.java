package dev.sigrun.runtime.internal.scan;

/** White space between tokens. */
final class Blanks {
  private Blanks() {}

  /** The index of the first byte that is not white space, or of the end. */
  static int end(byte[] bytes, int start, int end) {
    return start < end && bytes[start] > ' ' ? start : endBehind(bytes, start, end);
  }

  private static int endBehind(byte[] bytes, int start, int end) {
    int position = start;
    while (position < end && isBlank(bytes[position])) {
      position++;
    }
    return position;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}

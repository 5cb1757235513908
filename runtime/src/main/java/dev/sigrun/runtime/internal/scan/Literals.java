package dev.sigrun.runtime.internal.scan;

/** The words of JSON. */
final class Literals {
  static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private Literals() {}

  /** The index after {@code literal} if it is at {@code start}; otherwise negative. */
  static int end(byte[] literal, byte[] bytes, int start, int end) {
    if (end - start < literal.length) {
      return -1;
    }
    for (int i = 1; i < literal.length; i++) {
      if (bytes[start + i] != literal[i]) {
        return -1;
      }
    }
    return start + literal.length;
  }
}

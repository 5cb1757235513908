package dev.sigrun.cli.event;

import java.util.Arrays;

/** Bytes that come one after the other, of which no more are kept than an event may have. */
final class BoundedBytes {
  private final int most;
  private byte[] bytes = new byte[1024];
  private int kept;
  private boolean tooMany;

  BoundedBytes(int most) {
    this.most = most;
  }

  void clear() {
    kept = 0;
    tooMany = false;
  }

  void add(byte one) {
    if (kept == most) {
      tooMany = true;
      return;
    }
    require(kept + 1);
    bytes[kept++] = one;
  }

  void add(byte[] from, int start, int end) {
    int count = Math.min(end - start, most - kept);
    tooMany |= count < end - start;
    if (count > 0) {
      require(kept + count);
      System.arraycopy(from, start, bytes, kept, count);
      kept += count;
    }
  }

  private void require(int length) {
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, Math.min(most, bytes.length * 2)));
    }
  }

  int length() {
    return kept;
  }

  /** Whether there were more than are kept. */
  boolean isTooMany() {
    return tooMany;
  }

  boolean isBlank() {
    return isBlank(bytes, kept) && !tooMany;
  }

  static boolean isBlank(byte[] all) {
    return isBlank(all, all.length);
  }

  private static boolean isBlank(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (!isBlank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  static boolean isBlank(int one) {
    return one == ' ' || one == '\t' || one == '\r' || one == '\n';
  }

  /** The bytes that are kept, without a carriage return at their end. */
  byte[] toArray() {
    return Arrays.copyOf(bytes, kept > 0 && bytes[kept - 1] == '\r' ? kept - 1 : kept);
  }

  /**
   * Whether these bytes are an object to its last brace, as far as braces and strings can show it.
   */
  boolean isCompleteObject() {
    int depth = 0;
    boolean inString = false;
    boolean closed = false;
    for (int i = 0; i < kept; i++) {
      byte one = bytes[i];
      if (inString) {
        if (one == '\\') {
          i++;
        } else if (one == '"') {
          inString = false;
        }
      } else if (one == '"') {
        inString = true;
      } else if (one == '{' || one == '[') {
        depth++;
      } else if (one == '}' || one == ']') {
        depth--;
        closed = depth == 0;
      }
    }
    return closed && depth == 0 && !inString && !tooMany;
  }
}

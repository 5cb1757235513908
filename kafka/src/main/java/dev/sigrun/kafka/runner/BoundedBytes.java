package dev.sigrun.kafka.runner;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory, not more than are allowed. */
final class BoundedBytes extends OutputStream {
  private final long most;
  private byte[] bytes = new byte[8_192];
  private int length;

  BoundedBytes(long most) {
    this.most = most;
  }

  @Override
  public void write(int value) throws StateTooLarge {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) throws StateTooLarge {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void reserve(int count) throws StateTooLarge {
    long needed = (long) length + count;
    if (needed > most) {
      throw new StateTooLarge(most);
    }
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(needed, 2L * bytes.length)));
    }
  }

  /** Forgets what was written. */
  void reset() {
    length = 0;
  }

  /** The bytes, of which {@link #length} count; the next write changes them. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}

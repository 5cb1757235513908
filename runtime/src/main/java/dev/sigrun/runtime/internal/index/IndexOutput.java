package dev.sigrun.runtime.internal.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the numbers and texts of {@link IndexFormat}. */
public final class IndexOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Starts without bytes. */
  public IndexOutput() {}

  /** Writes a number from zero, seven bits to a byte, the lowest first. */
  public void number(int number) {
    int rest = number;
    while (rest > 0x7F) {
      bytes.write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
  }

  /** Writes a number of any sign, small ones in few bytes. */
  public void signed(long number) {
    long rest = number << 1 ^ number >> 63;
    while (rest >>> 7 != 0) {
      bytes.write((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /** Writes a text. */
  public void text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    number(encoded.length);
    bytes.writeBytes(encoded);
  }

  /** All that was written. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}

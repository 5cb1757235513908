package dev.sigrun.runtime.detector;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * How states are written: small numbers in few bytes, texts in UTF-8. Reading never reserves more
 * memory than there are bytes to read, whatever lengths the bytes claim.
 */
final class CompactCoding {
  private static final int CHUNK = 8_192;
  private static final int MAX_TEXT_BYTES = 64_000_000;

  private CompactCoding() {}

  /** Writes a number that is usually not negative and small; ten bytes at most. */
  static void writeCount(long value, DataOutput out) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long readCount(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = in.readUnsignedByte();
      if (shift == 63 && part > 1) {
        break;
      }
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw new IOException("A number is longer than 64 bits.");
  }

  /** A count that must lie between 0 and {@code most}. */
  static int readCount(DataInput in, int most) throws IOException {
    long count = readCount(in);
    if (count < 0 || count > most) {
      throw new IOException("A count of " + count + " exceeds " + most + ".");
    }
    return (int) count;
  }

  /** Writes a number that is usually near zero, on either side. */
  static void writeSigned(long value, DataOutput out) throws IOException {
    writeCount(value << 1 ^ value >> 63, out);
  }

  static long readSigned(DataInput in) throws IOException {
    long value = readCount(in);
    return value >>> 1 ^ -(value & 1);
  }

  static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeCount(bytes.length, out);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    byte[] bytes = readBytes(readCount(in, MAX_TEXT_BYTES), in);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("A text is not UTF-8.", e);
    }
  }

  static byte[] readBytes(int length, DataInput in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(length, CHUNK));
    byte[] chunk = new byte[Math.min(length, CHUNK)];
    for (int left = length; left > 0; left -= chunk.length) {
      int size = Math.min(left, chunk.length);
      in.readFully(chunk, 0, size);
      bytes.write(chunk, 0, size);
    }
    return bytes.toByteArray();
  }

  static void writeVersion(int version, DataOutput out) throws IOException {
    out.writeByte(version);
  }

  /** Reads the first byte of a state, by which later versions tell older ones. */
  static void readVersion(int expected, DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != expected) {
      throw new IOException("The state has version " + version + ", not " + expected + ".");
    }
  }
}

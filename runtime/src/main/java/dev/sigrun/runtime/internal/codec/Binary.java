package dev.sigrun.runtime.internal.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The building blocks of the encoding of states. Reading trusts nothing: lengths are bounded, and
 * memory is only taken for bytes that are there.
 */
public final class Binary {
  private static final int MAX_BYTES = 1 << 28;
  private static final int MAX_CHARACTERS = 1 << 26;
  private static final int CHUNK = 1 << 16;

  private Binary() {}

  /** Writes a number that is mostly small, seven bits in a byte. */
  public static void writeUnsigned(long number, DataOutput out) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  public static long readUnsigned(DataInput in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readUnsignedByte();
      number |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw new IOException("A number has too many bytes.");
  }

  /** Writes a number that is mostly near zero on either side. */
  public static void writeSigned(long number, DataOutput out) throws IOException {
    writeUnsigned(number << 1 ^ number >> 63, out);
  }

  public static long readSigned(DataInput in) throws IOException {
    long number = readUnsigned(in);
    return number >>> 1 ^ -(number & 1);
  }

  /** Reads a number that is not negative and at most {@code greatest}. */
  public static int readCount(int greatest, DataInput in) throws IOException {
    long count = readUnsigned(in);
    if (count < 0 || count > greatest) {
      throw new IOException("Found " + count + " where at most " + greatest + " is possible.");
    }
    return (int) count;
  }

  /** Reads a version, or anything else that has to be just so. */
  public static void expect(int expected, String what, DataInput in) throws IOException {
    long found = readUnsigned(in);
    if (found != expected) {
      throw new IOException("Expected " + what + " " + expected + " but found " + found + ".");
    }
  }

  /** Writes each character as a number, so that broken surrogate pairs come back as they are. */
  public static void writeText(String text, DataOutput out) throws IOException {
    writeUnsigned(text.length(), out);
    int start = 0;
    byte[] buffer = new byte[Math.min(text.length(), CHUNK)];
    while (start < text.length()) {
      int end = Math.min(text.length(), start + buffer.length);
      int ascii = start;
      while (ascii < end && text.charAt(ascii) < 0x80) {
        buffer[ascii - start] = (byte) text.charAt(ascii);
        ascii++;
      }
      out.write(buffer, 0, ascii - start);
      if (ascii < end) {
        writeUnsigned(text.charAt(ascii), out);
        ascii++;
      }
      start = ascii;
    }
  }

  public static String readText(DataInput in) throws IOException {
    int length = readCount(MAX_CHARACTERS, in);
    byte[] buffer = new byte[Math.min(length, CHUNK)];
    @Nullable StringBuilder text = null;
    long character = 0;
    int shift = 0;
    int missing = length;
    while (missing > 0) {
      // Each character that is missing has one byte at least.
      int count = Math.min(missing, buffer.length);
      in.readFully(buffer, 0, count);
      if (text == null && count == length && isAscii(buffer)) {
        return new String(buffer, ISO_8859_1);
      }
      text = text == null ? new StringBuilder(count) : text;
      for (int i = 0; i < count; i++) {
        character |= (long) (buffer[i] & 0x7F) << shift;
        shift += 7;
        if (character > Character.MAX_VALUE || shift >= Long.SIZE) {
          throw new IOException("A text has something that is not a character.");
        }
        if (buffer[i] >= 0) {
          text.append((char) character);
          missing--;
          character = 0;
          shift = 0;
        }
      }
    }
    return text == null ? "" : text.toString();
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    writeUnsigned(bytes.length, out);
    out.write(bytes);
  }

  public static byte[] readBytes(DataInput in) throws IOException {
    int left = readCount(MAX_BYTES, in);
    if (left <= CHUNK) {
      byte[] bytes = new byte[left];
      in.readFully(bytes);
      return bytes;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    while (left > 0) {
      int next = Math.min(left, CHUNK);
      in.readFully(chunk, 0, next);
      bytes.write(chunk, 0, next);
      left -= next;
    }
    return bytes.toByteArray();
  }
}

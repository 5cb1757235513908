package dev.sigrun.runtime.internal.codec;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads an array of bytes, without the locks of the streams of the JDK. For one thread. */
public final class ByteInput implements DataInput {
  private final byte[] bytes;
  private int at;

  /** At the beginning of {@code bytes}. */
  public ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** How many bytes are left. */
  public int left() {
    return bytes.length - at;
  }

  /** Passes so many bytes, and returns where they begin. */
  private int pass(int count) throws EOFException {
    if (count > left()) {
      throw new EOFException("There are " + left() + " bytes where " + count + " were expected.");
    }
    int start = at;
    at += count;
    return start;
  }

  @Override
  public void readFully(byte[] target) throws EOFException {
    readFully(target, 0, target.length);
  }

  @Override
  public void readFully(byte[] target, int offset, int length) throws EOFException {
    System.arraycopy(bytes, pass(length), target, offset, length);
  }

  @Override
  public int skipBytes(int count) {
    int skipped = Math.max(0, Math.min(count, left()));
    at += skipped;
    return skipped;
  }

  @Override
  public boolean readBoolean() throws EOFException {
    return readByte() != 0;
  }

  @Override
  public byte readByte() throws EOFException {
    return bytes[pass(1)];
  }

  @Override
  public int readUnsignedByte() throws EOFException {
    return readByte() & 0xFF;
  }

  @Override
  public short readShort() throws EOFException {
    return (short) readBigEndian(Short.BYTES);
  }

  @Override
  public int readUnsignedShort() throws EOFException {
    return (int) readBigEndian(Short.BYTES);
  }

  @Override
  public char readChar() throws EOFException {
    return (char) readBigEndian(Character.BYTES);
  }

  @Override
  public int readInt() throws EOFException {
    return (int) readBigEndian(Integer.BYTES);
  }

  @Override
  public long readLong() throws EOFException {
    return readBigEndian(Long.BYTES);
  }

  private long readBigEndian(int size) throws EOFException {
    int start = pass(size);
    long number = 0;
    for (int i = start; i < start + size; i++) {
      number = number << Byte.SIZE | bytes[i] & 0xFF;
    }
    return number;
  }

  @Override
  public float readFloat() throws EOFException {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public double readDouble() throws EOFException {
    return Double.longBitsToDouble(readLong());
  }

  /** Latin-1, as the interface has it; no codec writes lines. */
  @Override
  public String readLine() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    at = Math.min(bytes.length, end + 1);
    return line;
  }

  @Override
  public String readUTF() throws IOException {
    return DataInputStream.readUTF(this);
  }
}

package dev.sigrun.runtime.internal.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Writes to an array of bytes, without the locks of the streams of the JDK. For one thread. */
public final class ByteOutput implements DataOutput {
  private static final int INITIAL = 128;

  private byte[] bytes = new byte[INITIAL];
  private int length;

  /** Nothing yet. */
  public ByteOutput() {
    // Nothing to prepare.
  }

  /** All bytes that were written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room for so many bytes, and returns where they begin. */
  private int take(int count) {
    int start = length;
    if (count > bytes.length - length) {
      int needed = Math.addExact(length, count);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
    length += count;
    return start;
  }

  @Override
  public void write(int value) {
    int at = take(1);
    bytes[at] = (byte) value;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    int at = take(count);
    System.arraycopy(source, offset, bytes, at, count);
  }

  @Override
  public void writeBoolean(boolean value) {
    write(value ? 1 : 0);
  }

  @Override
  public void writeByte(int value) {
    write(value);
  }

  @Override
  public void writeShort(int value) {
    writeBigEndian(value, Short.BYTES);
  }

  @Override
  public void writeChar(int value) {
    writeBigEndian(value, Character.BYTES);
  }

  @Override
  public void writeInt(int value) {
    writeBigEndian(value, Integer.BYTES);
  }

  @Override
  public void writeLong(long value) {
    writeBigEndian(value, Long.BYTES);
  }

  private void writeBigEndian(long value, int size) {
    int start = take(size);
    long rest = value;
    for (int i = start + size - 1; i >= start; i--) {
      bytes[i] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
  }

  @Override
  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      write(text.charAt(i));
    }
  }

  @Override
  public void writeChars(String text) {
    for (int i = 0; i < text.length(); i++) {
      writeChar(text.charAt(i));
    }
  }

  @Override
  public void writeUTF(String text) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    new DataOutputStream(encoded).writeUTF(text);
    write(encoded.toByteArray());
  }
}

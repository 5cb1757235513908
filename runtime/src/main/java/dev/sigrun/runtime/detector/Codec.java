package dev.sigrun.runtime.detector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes values as bytes and reads them back. The bytes are the same for equal values.
 *
 * @param <T> the value
 */
public interface Codec<T> {
  /** Writes {@code value}. */
  void write(T value, DataOutput out) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes were not written by this codec, whatever they are
   */
  T read(DataInput in) throws IOException;

  /** The bytes of {@code value}. */
  default byte[] toBytes(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(value, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The value of which {@code bytes} are all bytes.
   *
   * @throws IOException if they are not
   */
  default T fromBytes(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    T value = read(in);
    if (in.available() > 0) {
      throw new IOException("There are " + in.available() + " bytes too many.");
    }
    return value;
  }
}

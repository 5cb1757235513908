package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.internal.codec.ByteInput;
import dev.sigrun.runtime.internal.codec.ByteOutput;
import java.io.DataInput;
import java.io.DataOutput;
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
    ByteOutput bytes = new ByteOutput();
    try {
      write(value, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
    return bytes.toBytes();
  }

  /**
   * The value of which {@code bytes} are all bytes.
   *
   * @throws IOException if they are not
   */
  default T fromBytes(byte[] bytes) throws IOException {
    ByteInput in = new ByteInput(bytes);
    T value = read(in);
    if (in.left() > 0) {
      throw new IOException("There are " + in.left() + " bytes too many.");
    }
    return value;
  }
}

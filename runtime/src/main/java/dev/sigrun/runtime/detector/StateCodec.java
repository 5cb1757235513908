package dev.sigrun.runtime.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes states as bytes and reads them back. The bytes are the same for equal states.
 *
 * @param <S> the state
 */
public interface StateCodec<S> {
  /** Writes {@code state}. */
  void write(S state, DataOutput out) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes are not a state, whatever they are
   */
  S read(DataInput in) throws IOException;
}

package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When a term was seen last.
 *
 * @param time milliseconds since 1970
 */
public record LastSeen(long time) {
  /** Writes states in their only format so far. */
  public static final Codec<LastSeen> CODEC = new TermCodec();

  private static final class TermCodec implements Codec<LastSeen> {
    private static final int VERSION = 1;

    @Override
    public void write(LastSeen state, DataOutput out) throws IOException {
      Binary.writeUnsigned(VERSION, out);
      Binary.writeSigned(state.time, out);
    }

    @Override
    public LastSeen read(DataInput in) throws IOException {
      Binary.expect(VERSION, "version", in);
      return new LastSeen(Binary.readSigned(in));
    }
  }
}

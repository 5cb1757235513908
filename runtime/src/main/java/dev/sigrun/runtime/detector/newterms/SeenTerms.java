package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The terms that a new terms rule has seen, each with the time when it was last seen. */
public final class SeenTerms {
  /** Writes states in their only format so far. */
  public static final Codec<SeenTerms> CODEC = new TermsCodec();

  static final SeenTerms NONE = new SeenTerms(TermTimes.NONE, Long.MIN_VALUE, 0);

  private final TermTimes times;
  private final long quietUntil;
  private final long forgotten;

  SeenTerms(TermTimes times, long quietUntil, long forgotten) {
    this.times = times;
    this.quietUntil = quietUntil;
    this.forgotten = forgotten;
  }

  /**
   * The number of terms that are remembered; some may have been silent for longer than the history.
   */
  public int size() {
    return times.size();
  }

  /** The number of terms that had to be forgotten early because there were too many. */
  public long forgotten() {
    return forgotten;
  }

  /** Before this time, in milliseconds since 1970, no term is called new. */
  public long quietUntil() {
    return quietUntil;
  }

  TermTimes times() {
    return times;
  }

  SeenTerms withTimes(TermTimes others) {
    return new SeenTerms(others, quietUntil, forgotten);
  }

  private static final class TermsCodec implements Codec<SeenTerms> {
    private static final int VERSION = 1;

    @Override
    public void write(SeenTerms state, DataOutput out) throws IOException {
      Binary.writeUnsigned(VERSION, out);
      Binary.writeSigned(state.quietUntil, out);
      Binary.writeUnsigned(state.forgotten, out);
      state.times.write(out);
    }

    @Override
    public SeenTerms read(DataInput in) throws IOException {
      Binary.expect(VERSION, "version", in);
      long quietUntil = Binary.readSigned(in);
      long forgotten = Binary.readUnsigned(in);
      return new SeenTerms(TermTimes.read(in), quietUntil, forgotten);
    }
  }
}

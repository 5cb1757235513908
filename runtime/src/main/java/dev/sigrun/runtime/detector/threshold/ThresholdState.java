package dev.sigrun.runtime.detector.threshold;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The events of one group that may still become a detection, and the values counted among them. */
public final class ThresholdState {
  /** Writes states in their only format so far. */
  public static final Codec<ThresholdState> CODEC = new GroupCodec();

  static final ThresholdState EMPTY = new ThresholdState(EventQueue.EMPTY, TermTimes.NONE);

  private final EventQueue events;
  private final TermTimes values;

  ThresholdState(EventQueue events, TermTimes values) {
    this.events = events;
    this.values = values;
  }

  /** The events, oldest first. */
  EventQueue events() {
    return events;
  }

  /** The counted values, each with the time of the newest event that has it. */
  TermTimes values() {
    return values;
  }

  private static final class GroupCodec implements Codec<ThresholdState> {
    private static final int VERSION = 1;

    @Override
    public void write(ThresholdState state, DataOutput out) throws IOException {
      Binary.writeUnsigned(VERSION, out);
      state.events.write(out);
      state.values.write(out);
    }

    @Override
    public ThresholdState read(DataInput in) throws IOException {
      Binary.expect(VERSION, "version", in);
      return new ThresholdState(EventQueue.read(in), TermTimes.read(in));
    }
  }
}

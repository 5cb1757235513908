package dev.sigrun.runtime.detector.threshold;

import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.internal.codec.Packed;
import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The events of one group that may still become a detection, and the values counted among them. */
public final class ThresholdState {
  /** Writes states in their only format so far. */
  public static final StateCodec<ThresholdState> CODEC = new Codec();

  static final ThresholdState EMPTY = new ThresholdState(EventQueue.EMPTY, TermTimes.NONE);

  private final EventQueue events;
  private final TermTimes values;

  public ThresholdState(EventQueue events, TermTimes values) {
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

  private static final class Codec implements StateCodec<ThresholdState> {
    private static final int VERSION = 1;

    @Override
    public void write(ThresholdState state, DataOutput out) throws IOException {
      Packed.writeUnsigned(VERSION, out);
      state.events.write(out);
      state.values.write(out);
    }

    @Override
    public ThresholdState read(DataInput in) throws IOException {
      Packed.expect(VERSION, "version", in);
      return new ThresholdState(EventQueue.read(in), TermTimes.read(in));
    }
  }
}

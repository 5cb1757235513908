package dev.sigrun.runtime.internal.detector;

import dev.sigrun.runtime.detector.StateCodec;
import java.io.DataInput;
import java.io.DataOutput;

/** The state of detectors that remember nothing. */
public enum NoState {
  /** Nothing. */
  NONE;

  /** Writes nothing and reads nothing. */
  public static final StateCodec<NoState> CODEC =
      new StateCodec<>() {
        @Override
        public void write(NoState state, DataOutput out) {}

        @Override
        public NoState read(DataInput in) {
          return NONE;
        }
      };
}

package dev.sigrun.runtime.detector;

import java.io.DataInput;
import java.io.DataOutput;

/** The state of detectors that remember nothing. */
public enum NoState {
  /** Nothing. */
  NONE;

  /** Writes nothing and reads nothing. */
  public static final Codec<NoState> CODEC =
      new Codec<>() {
        @Override
        public void write(NoState state, DataOutput out) {}

        @Override
        public NoState read(DataInput in) {
          return NONE;
        }
      };
}

package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes the rows of windows, and what was detected among them. */
record StagedCodec(Codec<GroupState> windows, Schedule schedule) implements Codec<StagedState> {
  private static final int VERSION = 1;

  @Override
  public void write(StagedState state, DataOutput out) throws IOException {
    Binary.writeUnsigned(VERSION, out);
    windows.write(state.window(), out);
    var detected = state.detected();
    Binary.writeUnsigned(detected.size(), out);
    for (var each : detected.entrySet()) {
      DetectorCodecs.KEY.write(each.getKey(), out);
      Binary.writeSigned(each.getValue(), out);
    }
  }

  @Override
  public StagedState read(DataInput in) throws IOException {
    Binary.expect(VERSION, "version", in);
    GroupState window = windows.read(in);
    PersistentMap<Key, Long> detected = PersistentMap.empty();
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    for (int i = 0; i < size; i++) {
      Key key = DetectorCodecs.KEY.read(in);
      long instant = Binary.readSigned(in);
      if (!schedule.isInstant(instant) || instant > window.seen()) {
        throw new IOException("Nothing was detected at " + instant + ".");
      }
      detected = detected.with(key, instant);
    }
    return new StagedState(window, detected);
  }
}

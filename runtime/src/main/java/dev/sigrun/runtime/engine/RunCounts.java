package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.DataOutput;
import java.io.IOException;

/** The counts of a rule that remembers something. */
final class RunCounts {
  long detections;
  long suppressed;
  long selected;
  long late;
  long forgotten;

  /** Since the process started; not part of snapshots. */
  long truncated;

  void write(DataOutput out) throws IOException {
    Binary.writeSigned(detections, out);
    Binary.writeSigned(suppressed, out);
    Binary.writeSigned(selected, out);
    Binary.writeSigned(late, out);
    Binary.writeSigned(forgotten, out);
  }

  /**
   * Adds the counts that {@link #write} wrote for a detector, or their equivalent in older formats.
   */
  void addDetector(SnapshotInput in) throws IOException {
    detections += in.readLong();
    suppressed += in.format() < 4 ? 0 : in.readLong();
    selected += in.readLong();
    late += in.readLong();
    forgotten += in.readLong();
  }

  /**
   * Adds the counts that {@link #write} wrote for a suppressor, or their equivalent in older
   * formats.
   */
  void addSuppressor(SnapshotInput in) throws IOException {
    if (in.format() < 4) {
      suppressed += in.readLong();
    } else {
      addDetector(in);
    }
  }
}

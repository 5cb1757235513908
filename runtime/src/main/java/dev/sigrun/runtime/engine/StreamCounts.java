package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.Losses;
import java.io.DataOutput;
import java.io.IOException;

/** Counts that belong to no rule. */
final class StreamCounts {
  final Losses losses = new Losses();
  long events;
  long malformed;
  long matches;
  long withoutTime;
  long late;
  long ahead;
  long skippedRules;

  void write(DataOutput out) throws IOException {
    for (long count : toArray()) {
      Binary.writeSigned(count, out);
    }
  }

  private long[] toArray() {
    return new long[] {
      events,
      malformed,
      matches,
      withoutTime,
      late,
      ahead,
      losses.dropped,
      losses.forced,
      skippedRules
    };
  }

  /** Reads what {@link #write} wrote. */
  static StreamCounts read(SnapshotInput in) throws IOException {
    StreamCounts read = new StreamCounts();
    read.events = in.readLong();
    read.malformed = in.readLong();
    read.matches = in.readLong();
    read.withoutTime = in.readLong();
    read.late = in.readLong();
    read.ahead = in.readLong();
    read.losses.dropped = in.readLong();
    read.losses.forced = in.readLong();
    read.skippedRules = in.readLong();
    return read;
  }

  /** Adds what another engine counted of other events. */
  void add(StreamCounts other) {
    events += other.events;
    malformed += other.malformed;
    withoutTime += other.withoutTime;
    late += other.late;
    ahead += other.ahead;
    addOfRules(other);
  }

  /** Adds what another engine counted of other rules and the same events. */
  void addOfRules(StreamCounts other) {
    matches += other.matches;
    losses.dropped += other.losses.dropped;
    losses.forced += other.losses.forced;
    skippedRules += other.skippedRules;
  }
}

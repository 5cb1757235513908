package dev.sigrun.runtime.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts that belong to no rule. */
final class Tally {
  long events;
  long malformed;
  long matches;
  long withoutTime;
  long late;
  long ahead;
  long dropped;
  long forced;
  long skippedRules;

  void write(DataOutput out) throws IOException {
    out.writeLong(events);
    out.writeLong(malformed);
    out.writeLong(matches);
    out.writeLong(withoutTime);
    out.writeLong(late);
    out.writeLong(ahead);
    out.writeLong(dropped);
    out.writeLong(forced);
    out.writeLong(skippedRules);
  }

  void read(DataInput in) throws IOException {
    events = in.readLong();
    malformed = in.readLong();
    matches = in.readLong();
    withoutTime = in.readLong();
    late = in.readLong();
    ahead = in.readLong();
    dropped = in.readLong();
    forced = in.readLong();
    skippedRules = in.readLong();
  }
}

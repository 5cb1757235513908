package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whether most events of late are ahead of the clock, so that it is the stream that has moved. */
final class Drift {
  /** How many events must have come before most of them can be ahead. */
  private static final int FEWEST_TO_JUDGE = 100;

  /** How many events count for the judgement: older ones count half, a quarter and so on. */
  private static final int MOST_TO_JUDGE = 200;

  /** How many events came of late, and how many of them were ahead. */
  private int judged;

  private int ahead;

  /** Counts an event. */
  void note() {
    judged++;
  }

  /** Counts the event that was counted last as one that is ahead. */
  void noteAhead() {
    ahead++;
  }

  boolean isMostAhead() {
    return judged >= FEWEST_TO_JUDGE && ahead * 2 > judged;
  }

  /** Lets older events count less. To be called after each event. */
  void age() {
    if (judged >= MOST_TO_JUDGE) {
      judged /= 2;
      ahead /= 2;
    }
  }

  void reset() {
    judged = 0;
    ahead = 0;
  }

  void write(DataOutput out) throws IOException {
    Binary.writeSigned(judged, out);
    Binary.writeSigned(ahead, out);
  }

  void read(SnapshotInput in) throws IOException {
    judged = in.readInt();
    ahead = in.readInt();
    if (judged < 0 || judged > MOST_TO_JUDGE || ahead < 0 || ahead > judged) {
      throw new IOException("The snapshot contains impossible counts of events.");
    }
  }
}

package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.detector.EventOrder;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/** An event that waits until its turn comes. */
public interface Waiting {
  /** Sorted by event, then by rule, then by selection. */
  Comparator<Waiting> BY_TURN = Waiting::compareTurns;

  /** Its place in the order of events. */
  EventOrder order();

  /** The number of the rule that wants it. */
  int rule();

  /** Its place among the selections of the same rule and event. */
  int position();

  /** About how much memory it takes. */
  long bytes();

  /** Called when its turn has come. */
  void accept();

  /** Called in place of {@link #accept} if time has passed it. */
  void tooLate();

  /** Writes it for a snapshot. */
  void write(DataOutput out) throws IOException;

  private static int compareTurns(Waiting left, Waiting right) {
    int byOrder = left.order().compareTo(right.order());
    if (byOrder != 0) {
      return byOrder;
    }
    int byRule = Integer.compare(left.rule(), right.rule());
    return byRule != 0 ? byRule : Integer.compare(left.position(), right.position());
  }
}

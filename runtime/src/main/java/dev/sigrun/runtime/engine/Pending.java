package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import java.util.Comparator;

/**
 * An event that a detector has selected, until it is processed.
 *
 * @param position among the selections of the same detector and event
 */
record Pending(EventRecord event, DetectorRun<?> run, Selection selection, int position) {
  static final Comparator<Pending> BY_TURN =
      Comparator.comparing((Pending each) -> each.event().ordinal())
          .thenComparingInt(each -> each.run().index())
          .thenComparingInt(Pending::position);

  long time() {
    return event.timestamp();
  }

  /** About how much memory it takes. */
  long bytes() {
    return 200L + event.json().length;
  }

  void accept() {
    run.accept(selection, event);
  }
}

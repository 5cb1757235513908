package dev.sigrun.flink.wire;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import java.util.Comparator;

/**
 * An event that a detector wants for one of its states.
 *
 * @param cell the state
 * @param position among the selections of the same detector and event
 * @param selection what the event is to the state; its key is that of the state
 * @param event the event, without what it holds if the detector does not show that
 */
public record Wanted(CellKey cell, int position, Selection selection, EventRecord event) {
  /** The order in which a state gets its events. */
  public static final Comparator<Wanted> BY_TURN =
      Comparator.comparing((Wanted each) -> each.event().order())
          .thenComparing(each -> each.event().source())
          .thenComparingInt(Wanted::position);

  /** When the event happened, in milliseconds since 1970. */
  public long time() {
    return event.timestamp();
  }

  /** The same without what the event holds. */
  public Wanted light() {
    return new Wanted(cell, position, selection, event.withoutJson());
  }
}

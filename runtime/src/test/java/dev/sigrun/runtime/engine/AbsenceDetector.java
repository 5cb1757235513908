package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Fields;
import java.util.Arrays;

/** Reports an event of kind a that no event of kind b follows in time. */
final class AbsenceDetector extends PairDetector {
  AbsenceDetector(String ruleId, long span, Fields fields) {
    super(ruleId, span, "absence", fields);
  }

  @Override
  public void accept(
      Cell<EventRecord> cell, Selection selection, EventRecord event, DetectorListener sink) {
    if (selection.inputs().contains(1)) {
      cell.clear();
    } else if (cell.get() == null) {
      cell.set(event);
      cell.wakeAt(event.timestamp() + span);
    }
  }

  @Override
  public void wake(Cell<EventRecord> cell, long time, DetectorListener sink) {
    EventRecord first = cell.get();
    cell.clear();
    sink.detected(
        new Detection(ruleId(), cell.key(), Arrays.asList(first, null), new Evidence.Events()));
  }
}

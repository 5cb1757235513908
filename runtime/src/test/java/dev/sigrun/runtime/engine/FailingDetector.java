package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import java.util.List;

/** Throws at events of kind a, at the first of kind b, and when it wakes after the others. */
final class FailingDetector extends PairDetector {
  private boolean hasFailed;

  FailingDetector(String ruleId, Fields fields) {
    super(ruleId, 0, "failing", fields);
  }

  @Override
  public List<Selection> select(Event event) {
    List<Selection> selections = super.select(event);
    if (selections.stream().anyMatch(each -> each.inputs().contains(0))) {
      throw new IllegalStateException("select");
    }
    return selections;
  }

  @Override
  public void accept(
      Cell<EventRecord> cell, Selection selection, EventRecord event, DetectorListener sink) {
    if (!hasFailed) {
      hasFailed = true;
      throw new IllegalStateException("accept");
    }
    cell.set(event);
    cell.wakeAt(event.timestamp() + 1);
  }

  @Override
  public void wake(Cell<EventRecord> cell, long time, DetectorListener sink) {
    throw new IllegalStateException("wake");
  }
}

package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.stream.Waiting;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * An event that a detector wants, until its turn comes.
 *
 * @param position among the selections of the same detector and event
 * @param bytes about how much memory it takes
 */
record WaitingEvent(
    EventRecord event, DetectorRun<?> run, Selection selection, int position, long bytes)
    implements Waiting {
  /** Finds out how much memory it takes, once: buffers ask twice. */
  WaitingEvent(EventRecord event, DetectorRun<?> run, Selection selection, int position) {
    this(event, run, selection, position, bytes(event, selection));
  }

  @Override
  public EventOrder order() {
    return event.order();
  }

  @Override
  public int rule() {
    return run.index();
  }

  private static long bytes(EventRecord event, Selection selection) {
    return 200L + event.json().length + bytes(selection.values());
  }

  private static long bytes(Object value) {
    if (value instanceof List<?> list) {
      long bytes = 8L * list.size();
      // A stream would take longer than the values.
      for (Object each : list) {
        bytes += bytes(each);
      }
      return bytes;
    }
    return value instanceof String text ? 56 + text.length() : 24;
  }

  @Override
  public void accept() {
    run.accept(selection, event);
  }

  @Override
  public void tooLate() {
    run.counts.late++;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeSigned(run.index(), out);
    Binary.writeSigned(position, out);
    DetectorCodecs.SELECTION.write(selection, out);
    DetectorCodecs.EVENT.write(event, out);
  }
}

package dev.sigrun.runtime.batch;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A search for sequences or samples in a complete set of events, with the same results as
 * Elasticsearch, in the same order:
 *
 * <pre>{@code
 * BatchRun<?> run = BatchRun.of(detector.inBatch());
 * for (EventRecord event : eventsInOrder) {
 *   run.accept(run.select(read(event)), event);
 * }
 * List<Detection> found = run.finish();
 * }</pre>
 *
 * <p>Not safe for several threads but for {@link #select}.
 */
public final class BatchRun<S> {
  private static final EventOrder NO_EVENT = new EventOrder(Long.MIN_VALUE, null, -1);

  private final Detector<S> detector;
  private final Comparator<Detection> order;
  private final Map<Key, MemoryCell<S>> cells = new LinkedHashMap<>();
  private final List<Detection> detections = new ArrayList<>();

  private BatchRun(Detector<S> detector, Comparator<Detection> order) {
    this.detector = detector;
    this.order = order;
  }

  /**
   * A search for sequences. They are ordered by their last events, those that end with the same
   * event by their keys.
   *
   * @param detector one that looks back without limit, see {@link SequenceDetector#inBatch}
   */
  public static BatchRun<?> of(SequenceDetector detector) {
    return new BatchRun<>(
        detector, Comparator.comparing((Detection d) -> end(d)).thenComparing(byKey(detector)));
  }

  /**
   * A search for samples. They are ordered by their keys.
   *
   * @param detector one that decides at the end, see {@link SampleDetector#inBatch}
   */
  public static BatchRun<?> of(SampleDetector detector) {
    return new BatchRun<>(detector, byKey(detector));
  }

  private static Comparator<Detection> byKey(Detector<?> detector) {
    return Comparator.comparing(Detection::key, detector.keyOrder());
  }

  /** The place of the last event. */
  private static EventOrder end(Detection detection) {
    return detection.events().stream()
        .filter(Objects::nonNull)
        .map(EventRecord::order)
        .max(Comparator.naturalOrder())
        .orElse(NO_EVENT);
  }

  /** Returns the detector's selections of an event. Safe for several threads. */
  public List<Selection> select(Event event) {
    return detector.select(event);
  }

  /**
   * Takes the next event.
   *
   * @param selected what {@link #select} gave for it
   * @param event later than all before in order
   */
  public void accept(List<Selection> selected, EventRecord event) {
    for (Selection selection : selected) {
      MemoryCell<S> cell = cells.computeIfAbsent(selection.key(), MemoryCell::new);
      detector.accept(cell, selection, event, detections::add);
    }
  }

  /** Ends the input and returns the detections. */
  public List<Detection> finish() {
    cells.values().forEach(cell -> detector.wake(cell, Long.MAX_VALUE, detections::add));
    cells.clear();
    return detections.stream().sorted(order).toList();
  }
}

package dev.sigrun.runtime.batch;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.Ordinal;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A search for sequences or samples among events that are all at hand, with the answers of
 * Elasticsearch in its order:
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
  private static final Ordinal NO_EVENT = new Ordinal(Long.MIN_VALUE, null, -1);

  private final Detector<S> detector;
  private final Comparator<Candidate> order;
  private final boolean onePerEnd;
  private final Map<Key, MemoryCell<S>> cells = new LinkedHashMap<>();
  private final Map<Ordinal, List<Selection>> selections = new HashMap<>();
  private final List<Detection> detections = new ArrayList<>();

  /**
   * A detection and what orders it.
   *
   * @param end the ordinal of its last event
   * @param turn the place of its key among the keys of its last event
   */
  private record Candidate(Detection detection, Ordinal end, int turn) {}

  private BatchRun(Detector<S> detector, Comparator<Candidate> order, boolean onePerEnd) {
    this.detector = detector;
    this.order = order;
    this.onePerEnd = onePerEnd;
  }

  /**
   * A search for sequences. They are ordered by their last events; of several that end with the
   * same event, the first is given.
   *
   * @param detector one that looks back without limit, see {@link SequenceDetector#inBatch}
   */
  public static BatchRun<?> of(SequenceDetector detector) {
    return new BatchRun<>(
        detector, Comparator.comparing(Candidate::end).thenComparingInt(Candidate::turn), true);
  }

  /**
   * A search for samples. They are ordered by their keys.
   *
   * @param detector one that decides at the end, see {@link SampleDetector#inBatch}
   */
  public static BatchRun<?> of(SampleDetector detector) {
    return new BatchRun<>(
        detector,
        Comparator.comparing(candidate -> candidate.detection().key(), KeyOrder.INSTANCE),
        false);
  }

  /** What the detector selects of an event. Safe for several threads. */
  public List<Selection> select(Event event) {
    return detector.select(event);
  }

  /**
   * Takes the next event.
   *
   * @param selected what {@link #select} gave for it
   * @param event later than all before by its ordinal
   */
  public void accept(List<Selection> selected, EventRecord event) {
    if (!selected.isEmpty()) {
      selections.put(event.ordinal(), List.copyOf(selected));
    }
    for (Selection selection : selected) {
      MemoryCell<S> cell = cells.computeIfAbsent(selection.key(), MemoryCell::new);
      detector.accept(cell, selection, event, detections::add);
    }
  }

  /** What was found, now that no event can come any more. */
  public List<Detection> finish() {
    cells.values().forEach(cell -> detector.wake(cell, Long.MAX_VALUE, detections::add));
    cells.clear();
    Set<Ordinal> ends = new HashSet<>();
    return detections.stream()
        .map(this::candidate)
        .sorted(order)
        .filter(candidate -> !onePerEnd || ends.add(candidate.end()))
        .map(Candidate::detection)
        .toList();
  }

  private Candidate candidate(Detection detection) {
    Ordinal end =
        detection.events().stream()
            .filter(Objects::nonNull)
            .map(EventRecord::ordinal)
            .max(Comparator.naturalOrder())
            .orElse(NO_EVENT);
    List<Key> keys = selections.getOrDefault(end, List.of()).stream().map(Selection::key).toList();
    int turn = keys.indexOf(detection.key());
    return new Candidate(detection, end, turn < 0 ? keys.size() : turn);
  }
}

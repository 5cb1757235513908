package dev.sigrun.cli.run;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.SeenTerms;
import dev.sigrun.runtime.detector.newterms.TermPreparation;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import java.util.List;
import java.util.OptionalLong;

/**
 * The knowledge of one new terms rule before the first event of a run: the terms of a baseline, or
 * that it raises nothing until it has seen the length of its history.
 */
final class TermLesson implements TermPreparation {
  private final Detector<?> detector;
  private final List<DateField> times;
  private final boolean warmsUp;

  /** The terms known before the first event. */
  private final MemoryCell<SeenTerms> baseline = new MemoryCell<>(Key.NONE);

  /** The time of the first event; the first event with a term may be later. */
  private volatile OptionalLong begin = OptionalLong.empty();

  private volatile long quietUntil = Long.MIN_VALUE;

  /**
   * A lesson without terms so far.
   *
   * @param detector of new terms
   * @param defaultTime gives the time of an event where the rule names no field
   */
  TermLesson(Detector<?> detector, DateField defaultTime, boolean warmsUp) {
    this.detector = detector;
    this.times =
        detector.timestampFields().isEmpty() ? List.of(defaultTime) : detector.timestampFields();
    this.warmsUp = warmsUp;
  }

  /** Adds the terms of an event of a baseline, if it has a time. */
  void learn(Event event) {
    OptionalLong time = EventOrder.timeOf(event, times);
    if (time.isEmpty()) {
      return;
    }
    EventRecord record =
        new EventRecord(new EventOrder(time.getAsLong(), null, 0), "baseline", 0, new byte[0]);
    detector
        .unwrap(NewTermsDetector.class)
        .ifPresent(
            terms -> {
              for (Selection selection : terms.get().select(event)) {
                terms.get().accept(baseline, selection, record, detection -> {});
              }
            });
  }

  /**
   * Called for the first events of the stream, whatever they are.
   *
   * @return whether the stream has begun, that is, an event had a time
   */
  boolean begin(Event event) {
    begin = EventOrder.timeOf(event, times);
    return begin.isPresent();
  }

  @Override
  public void prepare(NewTermsDetector terms, Cell<SeenTerms> cell, EventRecord first) {
    SeenTerms learnt = baseline.get();
    if (learnt != null) {
      cell.set(learnt);
    } else if (warmsUp) {
      terms.start(cell, Math.min(first.timestamp(), begin.orElse(first.timestamp())));
    }
  }

  @Override
  public void known(SeenTerms terms) {
    quietUntil = terms.quietUntil();
  }

  /**
   * The time until which the rule learns without detections, in milliseconds since 1970, if an
   * event has determined it.
   */
  long quietUntil() {
    return quietUntil;
  }
}

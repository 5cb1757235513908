package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.internal.detector.TermTimes;
import dev.sigrun.runtime.internal.detector.Times;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link NewTermsDetector} with a cell for each term, so that the terms of one rule can lie on
 * several machines. Finds the same, but forgets no term before its time: how many there are is
 * bounded by the length of the history alone.
 */
public final class TermDetector implements Detector<LastSeen> {
  private static final List<Integer> ONLY_INPUT = List.of(0);

  private final NewTermsDetector detector;
  private final long history;
  private final long quietUntil;

  TermDetector(NewTermsDetector detector, long history, long quietUntil) {
    this.detector = detector;
    this.history = history;
    this.quietUntil = quietUntil;
  }

  /**
   * The same for a stream of events that begins at {@code time}: until a history's length later
   * nothing is detected, because no term could be known. All that keep cells of the rule must agree
   * on that time.
   *
   * @param time milliseconds since 1970
   */
  public TermDetector startingAt(long time) {
    return new TermDetector(detector, history, Times.plus(time, history));
  }

  /** Remembers that the term of {@code cell} was seen at {@code time}, without a detection. */
  public void learn(Cell<LastSeen> cell, long time) {
    LastSeen last = cell.get();
    long bounded = TermTimes.bounded(time);
    long latest = last == null ? bounded : Math.max(last.time(), bounded);
    cell.set(new LastSeen(latest));
    cell.wakeAt(Times.plus(latest, history));
  }

  /** The time for which a term must not be seen to be new again, in milliseconds. */
  long history() {
    return history;
  }

  @Override
  public String ruleId() {
    return detector.ruleId();
  }

  @Override
  public DetectorSettings settings() {
    return detector.settings();
  }

  @Override
  public StateScope scope() {
    return detector.termScope();
  }

  @Override
  public List<Selection> select(Event event) {
    return detector.terms(event).stream().map(term -> new Selection(term, ONLY_INPUT)).toList();
  }

  @Override
  public void accept(
      Cell<LastSeen> cell, Selection selection, EventRecord event, DetectorListener listener) {
    long time = event.timestamp();
    LastSeen last = cell.get();
    boolean isNew = last == null || last.time() < TermTimes.bounded(Times.minus(time, history));
    learn(cell, time);
    if (isNew && time >= quietUntil) {
      listener.detected(
          new Detection(ruleId(), cell.key(), Arrays.asList(event), new Evidence.NewTerms()));
    }
  }

  @Override
  public void wake(Cell<LastSeen> cell, long time, DetectorListener listener) {
    LastSeen last = cell.get();
    if (last == null) {
      return;
    }
    if (Times.plus(last.time(), history) <= time) {
      cell.clear();
    } else {
      cell.wakeAt(Times.plus(last.time(), history));
    }
  }

  @Override
  public Codec<LastSeen> codec() {
    return LastSeen.CODEC;
  }
}

package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A {@link NewTermsDetector} whose empty states are prepared before their first event, such as by
 * what a baseline teaches. Its states are those of the detector.
 */
public final class PreparedTermsDetector implements Detector<SeenTerms> {
  /** Answers what has to be known before the detector is made. */
  private final Detector<?> traits;

  private final Supplier<NewTermsDetector> terms;
  private final TermPreparation preparation;

  private PreparedTermsDetector(
      Detector<?> traits, Supplier<NewTermsDetector> terms, TermPreparation preparation) {
    this.traits = traits;
    this.terms = terms;
    this.preparation = preparation;
  }

  /**
   * The same detector with this preparation; empty if it is not a new terms detector. One that is
   * made late is still made late.
   */
  public static Optional<PreparedTermsDetector> of(
      Detector<?> detector, TermPreparation preparation) {
    return detector
        .unwrap(NewTermsDetector.class)
        .map(terms -> new PreparedTermsDetector(detector, terms, preparation));
  }

  @Override
  public String ruleId() {
    return traits.ruleId();
  }

  @Override
  public DetectorSettings settings() {
    return traits.settings();
  }

  @Override
  public int stateForm() {
    return traits.stateForm();
  }

  @Override
  public List<Selection> select(Event event) {
    return terms.get().select(event);
  }

  @Override
  public void accept(
      Cell<SeenTerms> cell, Selection selection, EventRecord event, DetectorListener listener) {
    if (cell.get() == null) {
      preparation.prepare(terms.get(), cell, event);
    }
    terms.get().accept(cell, selection, event, listener);
    SeenTerms known = cell.get();
    if (known != null) {
      preparation.known(known);
    }
  }

  @Override
  public void wake(Cell<SeenTerms> cell, long time, DetectorListener listener) {
    terms.get().wake(cell, time, listener);
  }

  @Override
  public Codec<SeenTerms> codec() {
    return terms.get().codec();
  }

  @Override
  public long weight(SeenTerms state) {
    return terms.get().weight(state);
  }
}

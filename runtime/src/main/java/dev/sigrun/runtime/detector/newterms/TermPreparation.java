package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.EventRecord;

/**
 * Prepares a new terms rule for a stream whose past is known in part. Belongs to a run of an
 * engine, as the cells do, and is given to a {@link PreparedTermsDetector}.
 *
 * <pre>{@code
 * TermPreparation warmUp = (terms, cell, first) -> terms.start(cell, first.timestamp());
 * }</pre>
 */
@FunctionalInterface
public interface TermPreparation {
  /**
   * Puts what is known already into a state, with {@link NewTermsDetector#start} or {@link
   * NewTermsDetector#learn}, or leaves it empty.
   *
   * @param cell the empty state of the rule
   * @param first the first event that the rule selected, which has not been accepted yet
   */
  void prepare(NewTermsDetector terms, Cell<SeenTerms> cell, EventRecord first);

  /** Called after each event with what is known then. Does nothing by default. */
  default void known(SeenTerms terms) {}
}

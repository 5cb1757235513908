package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.Event;
import java.util.List;

/**
 * A state machine for one rule. First it looks at an event alone ({@link #select}); then it is
 * given the selected events of each key in the order of their ordinals ({@link #accept}) and the
 * passing of time ({@link #wake}). Immutable itself and safe to share between threads; whoever
 * calls it for one key calls it from one thread at a time.
 *
 * @param <S> what it remembers for a key, immutable
 */
public interface Detector<S> {
  /** The stable id of the rule that this was compiled from. */
  String ruleId();

  /** What this detector wants of {@code event}: one selection for each key, or none. */
  List<Selection> select(Event event);

  /**
   * Takes in an event that was selected.
   *
   * @param cell the state of the selection's key
   * @param event not before any event that was accepted for this key
   */
  void accept(Cell<S> cell, Selection selection, EventRecord event, DetectionSink sink);

  /**
   * Learns that time has passed.
   *
   * @param cell a state that asked to be woken
   * @param time no event at or before this time will come any more
   */
  void wake(Cell<S> cell, long time, DetectionSink sink);

  /** How states are written into snapshots and read back. */
  StateCodec<S> codec();
}

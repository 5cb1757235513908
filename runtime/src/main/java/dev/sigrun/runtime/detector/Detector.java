package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A state machine for one rule. First it looks at an event alone ({@link #select}); then it is
 * given the selected events of each key in the order of their ordinals ({@link #accept}) and the
 * passing of time ({@link #wake}). Detectors are immutable and can be shared between threads; calls
 * for the same key must come from one thread at a time.
 *
 * <p>An {@link dev.sigrun.runtime.engine.Engine} runs detectors. A program that runs a detector
 * itself passes it each event, in order of time, and keeps a cell for each key:
 *
 * <pre>{@code
 * for (Selection selection : detector.select(event)) {
 *   Cell<S> cell = cells.computeIfAbsent(selection.key(), MyCell::new);
 *   detector.accept(cell, selection, record, detection -> System.out.println(detection.key()));
 * }
 * }</pre>
 *
 * @param <S> what it remembers for a key, immutable
 */
public interface Detector<S> {
  /**
   * A time after all events: a detector that is woken at this time or later receives no more
   * events. Far enough from the end of numbers that times can be added to it.
   */
  long END_OF_TIME = Long.MAX_VALUE / 4;

  /** The stable id of the rule that this was compiled from. */
  String ruleId();

  /** The options that detectors of all kinds share. */
  default DetectorSettings settings() {
    return DetectorSettings.DEFAULT;
  }

  /**
   * This detector as one of {@code kind}, if it is one. A lazy detector is created only when this
   * method is called for a matching kind.
   */
  default <D extends Detector<?>> Optional<Supplier<D>> unwrap(Class<D> kind) {
    return kind.isInstance(this) ? Optional.of(() -> kind.cast(this)) : Optional.empty();
  }

  /**
   * This detector with its state spread over as many keys as possible, for homes that keep cells on
   * several machines. Finds the same, but states are of another kind: a home uses either form. What
   * is made late is made now. Most detectors already have a key for all that belongs together.
   */
  default Detector<?> spread() {
    return this;
  }

  /**
   * Selects {@code event}: returns one selection for each key, in the order of keys, or none. This
   * need not be called for events that the rule cannot select.
   */
  List<Selection> select(Event event);

  /**
   * As {@link #select(Event)}, for rules that also compare events with data that changes.
   *
   * @param data of this detector and others; without it, such a rule wants no event
   */
  default List<Selection> select(Event event, ReferenceData data) {
    return select(event);
  }

  /**
   * Whether {@link #select(Event, ReferenceData)} depends on the data, so that an event has to be
   * selected when its turn comes. A detector that overrides that method overrides this one, too.
   */
  default boolean usesReferenceData() {
    return false;
  }

  /**
   * Accepts an event that was selected.
   *
   * @param cell the state of the selection's key
   * @param event not before any event that was accepted for this key
   */
  void accept(Cell<S> cell, Selection selection, EventRecord event, DetectorListener listener);

  /**
   * Whether a selection may change or find anything where nothing is remembered for its key. If
   * not, {@link #accept} need not be called for it then. Depends on the selection alone.
   */
  default boolean mayBegin(Selection selection) {
    return true;
  }

  /**
   * Called when time advances.
   *
   * @param cell a state that requested to be woken
   * @param time no more events at or before this time will arrive
   */
  void wake(Cell<S> cell, long time, DetectorListener listener);

  /** The order of detections that end with the same event, by their keys. */
  default KeyOrder keyOrder() {
    return KeyOrder.NATURAL;
  }

  /** Writes states into snapshots and reads them back. */
  Codec<S> codec();

  /**
   * The fields that give the time of an event: of those, the first that the event has. Empty, as by
   * default, for {@code @timestamp}.
   */
  default List<DateField> timestampFields() {
    return settings().timestampFields();
  }

  /** The field that orders events of the same time; by default there is none. */
  default Optional<Field> tiebreakerField() {
    return settings().tiebreakerField();
  }

  /**
   * Tells what the detector looks for from everything else that it could look for: states may be
   * handed to a detector of the same rule id and the same fingerprint. Empty, as by default, if the
   * parameters of the rule are sufficient.
   */
  default String fingerprint() {
    return settings().fingerprint();
  }

  /** The number of the form in which states are written; by default that of {@link StateForm}. */
  default int stateForm() {
    return Fingerprint.stateForm(getClass());
  }

  /** The events that share state; by default, all of them. */
  default StateScope scope() {
    return new StateScope.AllEvents();
  }

  /**
   * Whether detections show what events hold. If not, {@link EventRecord#withoutJson} is enough for
   * {@link #accept}, which saves room where events wait and bytes where they travel.
   */
  default boolean showsEvents() {
    return true;
  }

  /**
   * About how many bytes {@code state} keeps from being freed, most of all the JSON of events. The
   * caller that keeps the states uses these weights to bound memory; it adds a constant for each
   * key.
   */
  default long weight(S state) {
    return 0;
  }

  /**
   * The events that {@code state} keeps, for people who want to see what a rule remembers. An event
   * that is kept for several reasons may be there several times. None, as by default, if a detector
   * keeps only numbers or values of events.
   *
   * @param state of this detector
   * @return the events, in no particular order
   */
  default List<EventRecord> remembered(S state) {
    return List.of();
  }
}

package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A detector that is created when an event could first satisfy its rule, because most events are
 * candidates for few rules. This class has the facts that an engine needs about all detectors
 * before the first event. A detector that cannot be created fails for each event that it is called
 * for; other rules are not affected.
 *
 * @param <S> what it remembers for a key
 */
public final class LazyDetector<S> implements Detector<S> {
  private final String ruleId;
  private final Class<? extends Detector<S>> kind;
  private final OnDemand<Detector<S>> detector;
  private final DetectorSettings settings;

  private LazyDetector(
      String ruleId,
      Class<? extends Detector<S>> kind,
      OnDemand<Detector<S>> detector,
      DetectorSettings settings) {
    this.ruleId = ruleId;
    this.kind = kind;
    this.detector = detector;
    this.settings = settings;
  }

  /**
   * The detector of this number.
   *
   * @param ruleId of the rule that it was compiled from
   * @param kind what the source makes
   * @param fields where all fields that it reads are registered
   */
  public static <S> LazyDetector<S> of(
      String ruleId,
      Class<? extends Detector<S>> kind,
      RuleSource source,
      int number,
      Fields fields) {
    OnDemand<Detector<S>> detector =
        new OnDemand<>(
            "detector of the rule " + ruleId, () -> kind.cast(source.detector(number, fields)));
    return new LazyDetector<>(ruleId, kind, detector, DetectorSettings.DEFAULT);
  }

  /** The same whose detector takes the time of an event from the first of {@code times} it has. */
  public LazyDetector<S> withTimestamp(DateField... times) {
    return with(settings.withTimestamp(times));
  }

  /** The same whose detector orders events of the same time by this field. */
  public LazyDetector<S> withTiebreaker(Field field) {
    return with(settings.withTiebreaker(field));
  }

  /** The same with a fingerprint of its detector, see {@link Detector#fingerprint}. */
  public LazyDetector<S> withFingerprint(String fingerprint) {
    return with(settings.withFingerprint(fingerprint));
  }

  private LazyDetector<S> with(DetectorSettings other) {
    return new LazyDetector<>(ruleId, kind, detector, other);
  }

  @Override
  public String ruleId() {
    return ruleId;
  }

  @Override
  public <D extends Detector<?>> Optional<Supplier<D>> unwrap(Class<D> wanted) {
    return wanted.isAssignableFrom(kind)
        ? Optional.of(() -> wanted.cast(detector.get()))
        : Optional.empty();
  }

  @Override
  public DetectorSettings settings() {
    return settings;
  }

  @Override
  public Detector<?> spread() {
    Detector<?> spread = detector.get().spread();
    return spread == detector.get() ? this : spread;
  }

  /**
   * Returns the detector's selections of {@code event}.
   *
   * @throws IllegalStateException if the detector cannot be made
   */
  @Override
  public List<Selection> select(Event event) {
    return detector.get().select(event);
  }

  @Override
  public List<Selection> select(Event event, ReferenceData data) {
    return detector.get().select(event, data);
  }

  @Override
  public boolean usesReferenceData() {
    return detector.get().usesReferenceData();
  }

  @Override
  public boolean showsEvents() {
    return detector.get().showsEvents();
  }

  @Override
  public void accept(
      Cell<S> cell, Selection selection, EventRecord event, DetectorListener listener) {
    detector.get().accept(cell, selection, event, listener);
  }

  @Override
  public boolean mayBegin(Selection selection) {
    return detector.get().mayBegin(selection);
  }

  @Override
  public void wake(Cell<S> cell, long time, DetectorListener listener) {
    detector.get().wake(cell, time, listener);
  }

  @Override
  public KeyOrder keyOrder() {
    return detector.get().keyOrder();
  }

  @Override
  public Codec<S> codec() {
    return detector.get().codec();
  }

  @Override
  public int stateForm() {
    return Fingerprint.stateForm(kind);
  }

  @Override
  public StateScope scope() {
    return detector.get().scope();
  }

  @Override
  public long weight(S state) {
    return detector.get().weight(state);
  }

  @Override
  public List<EventRecord> remembered(S state) {
    return detector.get().remembered(state);
  }
}

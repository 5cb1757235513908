package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.internal.detector.DetectorSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final RuleSource source;
  private final int number;
  private final Fields fields;
  private final DetectorSettings settings;
  private volatile @Nullable Detector<S> detector;

  private LazyDetector(
      String ruleId,
      Class<? extends Detector<S>> kind,
      RuleSource source,
      int number,
      Fields fields,
      DetectorSettings settings) {
    this.ruleId = ruleId;
    this.kind = kind;
    this.source = source;
    this.number = number;
    this.fields = fields;
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
    return new LazyDetector<>(ruleId, kind, source, number, fields, DetectorSettings.DEFAULT);
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
    return new LazyDetector<>(ruleId, kind, source, number, fields, other);
  }

  @Override
  public String ruleId() {
    return ruleId;
  }

  @Override
  public <D extends Detector<?>> Optional<Supplier<D>> as(Class<D> wanted) {
    return wanted.isAssignableFrom(kind)
        ? Optional.of(() -> wanted.cast(detector()))
        : Optional.empty();
  }

  /**
   * Returns the detector's selections of {@code event}.
   *
   * @throws IllegalStateException if the detector cannot be made
   */
  @Override
  public List<Selection> select(Event event) {
    return detector().select(event);
  }

  @Override
  public void accept(Cell<S> cell, Selection selection, EventRecord event, DetectionSink sink) {
    detector().accept(cell, selection, event, sink);
  }

  @Override
  public void wake(Cell<S> cell, long time, DetectionSink sink) {
    detector().wake(cell, time, sink);
  }

  @Override
  public KeyOrder keyOrder() {
    return detector().keyOrder();
  }

  @Override
  public StateCodec<S> codec() {
    return detector().codec();
  }

  @Override
  public List<DateField> timestampFields() {
    return settings.timestampFields();
  }

  @Override
  public Optional<Field> tiebreakerField() {
    return settings.tiebreakerField();
  }

  @Override
  public StateScope scope() {
    return detector().scope();
  }

  @Override
  public String fingerprint() {
    return settings.fingerprint();
  }

  @Override
  public long weight(S state) {
    return detector().weight(state);
  }

  private Detector<S> detector() {
    Detector<S> known = detector;
    return known == null ? made() : known;
  }

  private synchronized Detector<S> made() {
    Detector<S> known = detector;
    if (known == null) {
      known = make();
      detector = known;
    }
    return known;
  }

  private Detector<S> make() {
    try {
      return kind.cast(source.detector(number, fields));
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          "The detector of the rule " + ruleId + " cannot be loaded: " + e, e);
    }
  }
}

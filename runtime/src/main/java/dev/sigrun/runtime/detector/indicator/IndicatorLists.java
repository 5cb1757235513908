package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.ReferenceData;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * The indicators that each rule is given, to be replaced while events come:
 *
 * <pre>{@code
 * IndicatorLists lists = new IndicatorLists();
 * Engine engine = Engine.builder(rules).referenceData(lists).build();
 * lists.replace(detector, IndicatorFile.read(in, "feed", detector.indicatorReader(clock)).documents());
 * }</pre>
 *
 * <p>The indicators of a rule change all at once: an event is compared with the old ones or with
 * the new ones. Safe to share between threads and between engines.
 */
public final class IndicatorLists implements ReferenceData {
  /** Keyed by the detector itself: another one, even for the same rule, may read other fields. */
  private volatile IdentityHashMap<Detector<?>, Indicators> byDetector = new IdentityHashMap<>();

  /** Lists without indicators. */
  public IndicatorLists() {}

  /**
   * Gives {@code detector} these indicators from now on, and no others. The rule's query on
   * indicators is asked now: to let indicators grow old, do this again from time to time.
   *
   * @param documents as the detector's {@link IndicatorMatchDetector#indicatorReader} read them
   */
  public void replace(IndicatorMatchDetector detector, Collection<IndicatorDocument> documents) {
    Indicators indicators = detector.indicators(documents);
    synchronized (this) {
      IdentityHashMap<Detector<?>, Indicators> copy = new IdentityHashMap<>(byDetector);
      copy.put(detector, indicators);
      byDetector = copy;
    }
  }

  /** Forgets the indicators of a detector that is no longer used. */
  public synchronized void remove(IndicatorMatchDetector detector) {
    IdentityHashMap<Detector<?>, Indicators> copy = new IdentityHashMap<>(byDetector);
    copy.remove(detector);
    byDetector = copy;
  }

  /** The indicators of a detector; empty if it was not given any. */
  public Optional<Indicators> of(IndicatorMatchDetector detector) {
    return of(detector, Indicators.class);
  }

  @Override
  public <D> Optional<D> of(Detector<?> detector, Class<D> kind) {
    Indicators indicators = byDetector.get(detector);
    return kind.isInstance(indicators) ? Optional.of(kind.cast(indicators)) : Optional.empty();
  }
}

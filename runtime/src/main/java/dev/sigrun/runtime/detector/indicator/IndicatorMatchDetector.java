package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.NoState;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects events that known indicators match. Remembers nothing of events: an indicator that comes
 * later is not compared with events that were there before it.
 *
 * <p>The indicators are not part of the detector: they are given with each event, out of {@link
 * IndicatorLists}.
 */
public final class IndicatorMatchDetector implements Detector<NoState> {
  private static final List<Integer> ONLY_INPUT = List.of(0);

  private final EventMatcher matcher;
  private final IndicatorPlan plan;
  private final Fields indicatorFields;
  private final DetectorSettings settings;

  /**
   * A detector for the events that {@code matcher} selects.
   *
   * @param indicatorFields where the plan registered what it reads of indicators
   */
  public IndicatorMatchDetector(EventMatcher matcher, IndicatorPlan plan, Fields indicatorFields) {
    this(matcher, plan, indicatorFields, DetectorSettings.DEFAULT);
  }

  private IndicatorMatchDetector(
      EventMatcher matcher, IndicatorPlan plan, Fields indicatorFields, DetectorSettings settings) {
    this.matcher = matcher;
    this.plan = plan;
    this.indicatorFields = indicatorFields;
    this.settings = settings;
  }

  /**
   * A reader of indicators, for {@link IndicatorFile#read}.
   *
   * @param clock gives what the rule's query on indicators takes for now, in milliseconds since
   *     1970
   */
  public EventReader indicatorReader(LongSupplier clock) {
    return EventReader.of(indicatorFields, clock);
  }

  /** Those of {@code documents} that the rule can use, as of the time at which they were read. */
  public Indicators indicators(Collection<IndicatorDocument> documents) {
    return Indicators.of(plan, documents);
  }

  /** The same that takes the time of an event from the first of {@code fields} that it has. */
  public IndicatorMatchDetector withTimestamp(DateField... fields) {
    return new IndicatorMatchDetector(
        matcher, plan, indicatorFields, settings.withTimestamp(fields));
  }

  /**
   * The same detector without indicators and with this fingerprint, see {@link
   * Detector#fingerprint}.
   */
  public IndicatorMatchDetector withFingerprint(String fingerprint) {
    return new IndicatorMatchDetector(
        matcher, plan, indicatorFields, settings.withFingerprint(fingerprint));
  }

  @Override
  public String ruleId() {
    return matcher.ruleId();
  }

  @Override
  public StateScope scope() {
    return new StateScope.OneEvent();
  }

  @Override
  public DetectorSettings settings() {
    return settings;
  }

  /** Selects nothing: without indicators there is nothing to compare an event with. */
  @Override
  public List<Selection> select(Event event) {
    return List.of();
  }

  @Override
  public List<Selection> select(Event event, ReferenceData data) {
    return data.of(this, Indicators.class)
        .map(indicators -> select(event, indicators))
        .orElse(List.of());
  }

  @Override
  public boolean usesReferenceData() {
    return true;
  }

  private List<Selection> select(Event event, Indicators current) {
    if (current.size() == 0 || !matcher.matches(event.asOf(settings.timestampFields()))) {
      return List.of();
    }
    List<Map<String, @Nullable Object>> enrichments = current.enrichments(event);
    return enrichments.isEmpty()
        ? List.of()
        : List.of(new Selection(Key.NONE, ONLY_INPUT, enrichments));
  }

  @Override
  public void accept(
      Cell<NoState> cell, Selection selection, EventRecord event, DetectorListener listener) {
    List<Map<String, @Nullable Object>> enrichments = new ArrayList<>(selection.values().size());
    for (Object value : selection.values()) {
      enrichments.add(JsonValues.asObject(value).orElseThrow());
    }
    listener.detected(
        new Detection(
            ruleId(), Key.NONE, Arrays.asList(event), new Evidence.Indicators(enrichments)));
  }

  @Override
  public void wake(Cell<NoState> cell, long time, DetectorListener listener) {}

  @Override
  public Codec<NoState> codec() {
    return NoState.CODEC;
  }
}

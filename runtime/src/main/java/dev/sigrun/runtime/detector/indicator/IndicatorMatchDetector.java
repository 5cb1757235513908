package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.internal.detector.DetectorSettings;
import dev.sigrun.runtime.internal.detector.NoState;
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
 * <p>The indicators are the one thing about a detector that can change, and they change all at
 * once: an event is compared with the old ones or with the new ones.
 */
public final class IndicatorMatchDetector implements Detector<NoState> {
  private static final List<Integer> ONLY_INPUT = List.of(0);

  private final EventMatcher matcher;
  private final IndicatorPlan plan;
  private final Fields indicatorFields;
  private final DetectorSettings settings;
  private volatile Indicators indicators;

  /**
   * A detector for the events that {@code matcher} selects, which knows no indicators yet.
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
    this.indicators = Indicators.none(plan);
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

  /**
   * Replaces all indicators with these. The rule's query on indicators is evaluated now; call this
   * again from time to time so that indicators expire.
   */
  public void replaceIndicators(Collection<IndicatorDocument> documents) {
    indicators = Indicators.of(plan, documents);
  }

  /** The indicators that are known now. */
  public Indicators indicators() {
    return indicators;
  }

  /**
   * The same, without indicators, that takes the time of an event from the first of {@code fields}
   * that it has.
   */
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
  public List<DateField> timestampFields() {
    return settings.timestampFields();
  }

  @Override
  public String fingerprint() {
    return settings.fingerprint();
  }

  @Override
  public StateScope scope() {
    return new StateScope.OneEvent();
  }

  @Override
  public List<Selection> select(Event event) {
    Indicators current = indicators;
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
      Cell<NoState> cell, Selection selection, EventRecord event, DetectionSink sink) {
    List<Map<String, @Nullable Object>> enrichments = new ArrayList<>(selection.values().size());
    for (Object value : selection.values()) {
      enrichments.add(JsonValues.asObject(value).orElseThrow());
    }
    sink.detected(
        new Detection(
            ruleId(), Key.NONE, Arrays.asList(event), new Evidence.Indicators(enrichments)));
  }

  @Override
  public void wake(Cell<NoState> cell, long time, DetectionSink sink) {}

  @Override
  public StateCodec<NoState> codec() {
    return NoState.CODEC;
  }
}

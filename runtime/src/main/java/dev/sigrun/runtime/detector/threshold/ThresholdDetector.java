package dev.sigrun.runtime.detector.threshold;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.TermTimes;
import dev.sigrun.runtime.internal.detector.Times;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Detects groups with many events within a window of time. The window ends with each new event; as
 * soon as a group has enough events, and enough distinct values if those are counted, it is
 * detected and counting starts afresh, so that no event counts twice.
 *
 * <p>A {@linkplain #tumbling tumbling} detector looks at groups only at the multiples of an
 * interval instead, as a scheduler does, and so counts all events of the window.
 *
 * <p>The events of a detection are the newest ones of the group, at most {@value #MAX_EVENTS}, and
 * no more than the threshold asks for. They have their sources, but not their content.
 *
 * <p>For each group it remembers {@value #MAX_COUNTED} events, or as many as the threshold requires
 * if that is more, and as many distinct values. Beyond that the oldest are forgotten: whether the
 * threshold is reached stays exact, but the counts of a detection are then lower bounds. Without
 * counted values, an untumbling detector never has more than the threshold requires.
 */
public final class ThresholdDetector implements Detector<ThresholdState> {
  /** The maximum number of events that a detection names. */
  public static final int MAX_EVENTS = 1_000;

  /** Up to which number events and values are counted even if the threshold is lower. */
  public static final int MAX_COUNTED = 10_000;

  /** The maximum number of values of one event that are counted; further ones are left out. */
  public static final int MAX_EVENT_VALUES = 1_000;

  private static final List<Integer> ONLY_INPUT = List.of(0);

  private final EventMatcher matcher;
  private final ThresholdPlan plan;
  private final long window;

  /** In milliseconds; 0 for a window that slides. */
  private final long interval;

  private final DetectorSettings settings;

  /** A detector with a sliding window for the events that {@code matcher} selects. */
  public ThresholdDetector(EventMatcher matcher, ThresholdPlan plan) {
    this(matcher, plan, 0, DetectorSettings.DEFAULT);
  }

  private ThresholdDetector(
      EventMatcher matcher, ThresholdPlan plan, long interval, DetectorSettings settings) {
    this.matcher = matcher;
    this.plan = plan;
    this.window = plan.window().toMillis();
    this.interval = interval;
    this.settings = settings;
  }

  /**
   * The same that looks at groups only at times that are multiples of {@code interval} since 1970.
   *
   * @throws IllegalArgumentException if the interval is shorter than a millisecond
   */
  public ThresholdDetector tumbling(Duration interval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("The interval " + interval + " is too short.");
    }
    return new ThresholdDetector(matcher, plan, interval.toMillis(), settings);
  }

  /** The same that takes the time of an event from the first of {@code fields} that it has. */
  public ThresholdDetector withTimestamp(DateField... fields) {
    return new ThresholdDetector(matcher, plan, interval, settings.withTimestamp(fields));
  }

  /** The same detector with this fingerprint, see {@link Detector#fingerprint}. */
  public ThresholdDetector withFingerprint(String fingerprint) {
    return new ThresholdDetector(matcher, plan, interval, settings.withFingerprint(fingerprint));
  }

  @Override
  public String ruleId() {
    return matcher.ruleId();
  }

  @Override
  public StateScope scope() {
    return plan.groupBy().width() == 0
        ? new StateScope.AllEvents()
        : new StateScope.EqualKeys(plan.groupBy().fields());
  }

  @Override
  public DetectorSettings settings() {
    return settings;
  }

  @Override
  public List<Selection> select(Event event) {
    if (!matcher.matches(event.asOf(settings.timestampFields()))) {
      return List.of();
    }
    List<Key> groups = plan.groupBy().keys(event);
    if (groups.isEmpty()) {
      return List.of();
    }
    List<Long> values = plan.counted().map(field -> fingerprints(field, event)).orElse(List.of());
    List<Selection> selections = new ArrayList<>(groups.size());
    for (Key group : groups) {
      selections.add(new Selection(group, ONLY_INPUT, values));
    }
    return selections;
  }

  @Override
  public void accept(
      Cell<ThresholdState> cell,
      Selection selection,
      EventRecord event,
      DetectorListener listener) {
    long time = event.timestamp();
    if (interval > 0) {
      testBoundaryBefore(time, cell, listener);
    }
    ThresholdState known = cell.get();
    ThresholdState state =
        with(
            selection,
            event,
            since(Times.minus(time, window), known == null ? ThresholdState.EMPTY : known));
    if (interval == 0 && isReached(state, Times.minus(time, window))) {
      cell.clear();
      listener.detected(detection(cell.key(), state, Times.minus(time, window)));
      return;
    }
    cell.set(state);
    cell.wakeAt(interval == 0 ? Times.plus(time, window) : boundaryFrom(time));
  }

  @Override
  public void wake(Cell<ThresholdState> cell, long time, DetectorListener listener) {
    if (interval > 0 && time < Long.MAX_VALUE) {
      testBoundaryBefore(time + 1, cell, listener);
    }
    ThresholdState state = cell.get();
    if (state == null) {
      return;
    }
    // The next event comes after this time, so its window begins after the one of this time.
    EventQueue events = state.events().since(Times.plus(Times.minus(time, window), 1));
    ThresholdState left =
        new ThresholdState(events, state.values().since(Times.plus(Times.minus(time, window), 1)));
    if (left.events().isEmpty()) {
      cell.clear();
      return;
    }
    cell.set(left);
    long last = left.events().lastTime();
    boolean pending = interval > 0 && boundaryFrom(last) > time;
    cell.wakeAt(pending ? boundaryFrom(last) : Times.plus(last, window));
  }

  @Override
  public boolean showsEvents() {
    return false;
  }

  @Override
  public Codec<ThresholdState> codec() {
    return ThresholdState.CODEC;
  }

  @Override
  public long weight(ThresholdState state) {
    return 80L * state.events().size() + 40L * state.values().size();
  }

  @Override
  public List<EventRecord> remembered(ThresholdState state) {
    return state.events().events();
  }

  /** The counted values, two numbers each: made once, since an event may be in many groups. */
  private static List<Long> fingerprints(Field field, Event event) {
    List<?> values = field.values(event);
    List<Long> fingerprints = new ArrayList<>(2);
    for (Object value : values.subList(0, Math.min(values.size(), MAX_EVENT_VALUES))) {
      TermHash hash = TermHash.of(Key.of(value));
      fingerprints.add(hash.high());
      fingerprints.add(hash.low());
    }
    return fingerprints;
  }

  /**
   * Looks at the group at the first boundary since its last event, if that is before {@code time}.
   * At later boundaries, without further events, a group that was too small can only be smaller.
   */
  private void testBoundaryBefore(long time, Cell<ThresholdState> cell, DetectorListener listener) {
    ThresholdState state = cell.get();
    if (state == null || state.events().isEmpty()) {
      return;
    }
    long boundary = boundaryFrom(state.events().lastTime());
    if (boundary >= time) {
      return;
    }
    ThresholdState inWindow = since(Times.minus(boundary, window), state);
    if (isReached(inWindow, Times.minus(boundary, window))) {
      cell.clear();
      listener.detected(detection(cell.key(), inWindow, Times.minus(boundary, window)));
    }
  }

  private long boundaryFrom(long time) {
    long since = Math.floorMod(time, interval);
    return since == 0 ? time : Times.plus(time, interval - since);
  }

  private boolean isReached(ThresholdState state, long from) {
    return state.events().size() >= plan.count()
        && (plan.counted().isEmpty() || state.values().countSince(from) >= plan.distinct());
  }

  private ThresholdState with(Selection selection, EventRecord event, ThresholdState state) {
    int mostEvents = (int) Math.max(plan.count(), MAX_COUNTED);
    EventQueue events = state.events().plus(event).newest(mostEvents);
    TermTimes values = state.values();
    List<?> fingerprints = selection.values();
    for (int i = 0; i + 1 < fingerprints.size(); i += 2) {
      TermHash value = new TermHash((long) fingerprints.get(i), (long) fingerprints.get(i + 1));
      values = values.seen(value, event.timestamp());
    }
    int mostValues = (int) Math.max(plan.distinct(), MAX_COUNTED);
    if (values.size() > 2 * mostValues) {
      values = values.since(values.timeOfRank(values.size() - mostValues));
    }
    return new ThresholdState(events, values);
  }

  private static ThresholdState since(long time, ThresholdState state) {
    EventQueue events = state.events().since(time);
    if (events == state.events()) {
      return state;
    }
    // Dropping values looks at all of them, so it is put off until about half of them are old.
    boolean worthwhile = state.values().size() > 2 * events.size();
    return new ThresholdState(events, worthwhile ? state.values().since(time) : state.values());
  }

  private Detection detection(Key group, ThresholdState state, long from) {
    EventQueue events = state.events();
    int named = (int) Math.min(plan.count(), MAX_EVENTS);
    Long cardinality =
        plan.counted().isEmpty() ? null : (Long) (long) state.values().countSince(from);
    return new Detection(
        ruleId(),
        group,
        new ArrayList<>(events.newest(named).events()),
        new Evidence.Threshold(events.size(), events.firstTime(), events.lastTime(), cardinality));
  }
}

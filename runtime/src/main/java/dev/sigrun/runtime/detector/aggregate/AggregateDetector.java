package dev.sigrun.runtime.detector.aggregate;

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
import dev.sigrun.runtime.internal.detector.Times;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates rows that events make over windows of time. Groups are looked at when the time of
 * events reaches a multiple of an interval, over the events of the look-back before it, both ends
 * inclusive. A group whose row stays is detected, and then not again as long as an event up to that
 * instant could count.
 *
 * <p>Of the rows it remembers, for each group, what the aggregates need: the rows that enter and
 * leave the window at the same instants are kept together. Of the different values of these, and of
 * those in the window, it knows {@value #MAX_VALUES}, or fewer if they are long, so that larger
 * numbers of distinct values are lower bounds, which is reported as truncated.
 *
 * <p>The events of a detection are the newest ones of the group, at most {@value #MAX_EVENTS}, with
 * their sources but not their content.
 */
public final class AggregateDetector implements Detector<GroupState> {
  /** The maximum number of events that a detection names. */
  public static final int MAX_EVENTS = 100;

  /** The maximum number of different values that are remembered together. */
  public static final int MAX_VALUES = 10_000;

  /** About how many bytes the values may take that are remembered together. */
  public static final long MAX_BYTES_OF_VALUES = 8L << 20;

  /** What takes less has fewer values than are remembered together. */
  private static final long BYTES_OF_FEW_VALUES = 32L * MAX_VALUES;

  /** The maximum number of rows that one event adds to groups; further ones are left out. */
  public static final int MAX_ROWS_OF_EVENT = 10_000;

  private final EventMatcher matcher;
  private final AggregatePlan plan;
  private final RowForm form;
  private final Schedule schedule;

  /** How much later than an instant the query is asked, in milliseconds. */
  private final long delay;

  private final List<Kept> kept;
  private final DetectorSettings settings;

  /** A detector for the events that {@code matcher} selects. */
  public AggregateDetector(EventMatcher matcher, AggregatePlan plan) {
    this(matcher, plan, DetectorSettings.DEFAULT);
  }

  private AggregateDetector(EventMatcher matcher, AggregatePlan plan, DetectorSettings settings) {
    this.matcher = matcher;
    this.plan = plan;
    this.form = RowForm.of(plan);
    this.schedule = plan.schedule();
    this.delay = Times.millis(plan.delay());
    this.kept = plan.parts();
    this.settings = settings;
  }

  /** The same that takes the time of an event from the first of {@code fields} that it has. */
  public AggregateDetector withTimestamp(DateField... fields) {
    return new AggregateDetector(matcher, plan, settings.withTimestamp(fields));
  }

  /** The same detector with this fingerprint, see {@link Detector#fingerprint}. */
  public AggregateDetector withFingerprint(String fingerprint) {
    return new AggregateDetector(matcher, plan, settings.withFingerprint(fingerprint));
  }

  /** The cells of the rows that are detected. */
  public List<AggregatePlan.Column> columns() {
    return plan.columns();
  }

  /**
   * The same over all events at once, whenever they happened.
   *
   * @param now the time at which the query is asked, in milliseconds since 1970
   */
  public AggregateBatch inBatch(long now) {
    return new AggregateBatch(this, plan, now);
  }

  @Override
  public String ruleId() {
    return matcher.ruleId();
  }

  @Override
  public DetectorSettings settings() {
    return settings;
  }

  @Override
  public StateScope scope() {
    List<AggregatePlan.GroupKey> keys = plan.lastKeys();
    return keys.isEmpty()
        ? new StateScope.AllEvents()
        : new StateScope.EqualKeys(keys.stream().map(AggregatePlan.GroupKey::field).toList());
  }

  @Override
  public boolean showsEvents() {
    return false;
  }

  @Override
  public List<Selection> select(Event event) {
    return form.select(event, matcher, settings);
  }

  @Override
  public void accept(
      Cell<GroupState> cell, Selection selection, EventRecord event, DetectorListener listener) {
    long time = event.timestamp();
    GroupState known = cell.get();
    GroupState state =
        passed(
            cell.key(),
            known == null ? GroupState.EMPTY : known,
            time == Long.MIN_VALUE ? time : time - 1,
            listener);
    GroupState grown = state;
    List<?> rows = selection.values();
    for (int i = 0; i < rows.size(); i++) {
      grown = with(time, rows.get(i), grown);
    }
    if (grown.isOpenFull()) {
      listener.truncated(ruleId(), cell.key());
    }
    keep(cell, grown == state ? state : grown.with(grown.events().plus(event).newest(MAX_EVENTS)));
  }

  /** The state with one more row, unless it never counts. */
  private GroupState with(long time, Object row, GroupState state) {
    long entry = schedule.entry(time);
    long exit = schedule.exit(time);
    if (form.rowsEnd()) {
      exit = Math.min(exit, schedule.following(Times.minus(form.end(row), delay)));
    }
    if (exit <= entry) {
      return state;
    }
    Pane known = state.pane(entry, exit);
    Pane pane = known == null ? Pane.of(entry, exit, time, kept) : known;
    return state.with(form.with(pane, time, row));
  }

  @Override
  public void wake(Cell<GroupState> cell, long time, DetectorListener listener) {
    GroupState state = cell.get();
    if (state != null) {
      keep(cell, passed(cell.key(), state, time, listener));
    }
  }

  private void keep(Cell<GroupState> cell, GroupState state) {
    if (state.isEmpty()) {
      cell.clear();
    } else {
      cell.set(state);
      OptionalLong next = next(state);
      if (next.isPresent()) {
        cell.wakeAt(next.getAsLong());
      }
    }
  }

  /** The state once no event up to {@code time} can come any more. */
  private GroupState passed(Key key, GroupState state, long time, DetectorListener listener) {
    GroupState current = state;
    OptionalLong next = next(current);
    while (next.isPresent() && next.getAsLong() <= time) {
      current = at(next.getAsLong(), key, current, listener);
      next = next(current);
    }
    return current.isEmpty() ? GroupState.EMPTY : current;
  }

  /** The first instant at which the row of a group may be another than it was. */
  private OptionalLong next(GroupState state) {
    long seen = state.seen();
    long next = Long.MAX_VALUE;
    if (!state.open().isEmpty()) {
      long entry = state.open().get(0).entry();
      next = entry > seen ? entry : state.firstExit();
      boolean waits = seen != GroupState.NEVER && state.detected() == GroupState.NEVER;
      if (plan.asksForNow() && waits) {
        next = Math.min(next, schedule.after(seen));
      }
    }
    if (state.detected() != GroupState.NEVER) {
      next = Math.min(next, schedule.exit(state.detected()));
    }
    // At the end of time there is no later instant.
    return next > seen && next < Long.MAX_VALUE ? OptionalLong.of(next) : OptionalLong.empty();
  }

  /** Looks at a group at an instant. */
  private GroupState at(long instant, Key key, GroupState before, DetectorListener listener) {
    GroupState state = before.at(instant, schedule);
    if (state.isEmpty() || state.detected() != GroupState.NEVER || isTooSmall(state)) {
      return state;
    }
    List<Pane> panes = state.panes();
    List<@Nullable Object[]> rows = new ArrayList<>(1);
    long now = Times.plus(instant, delay);
    Optional<Group> group = Group.of(form, key, panes, now);
    group.ifPresent(found -> plan.results().rows(found, rows::add));
    if (panes.size() > 1 && group.filter(Group::isFull).isPresent()) {
      listener.truncated(ruleId(), key);
    }
    if (rows.isEmpty()) {
      return state;
    }
    listener.detected(detection(instant, key, state, panes, rows.get(0)));
    return state.detectedNow();
  }

  /**
   * Whether a group has no row because it lacks rows or values. A large group is looked at in any
   * case, as it may be truncated.
   */
  private boolean isTooSmall(GroupState state) {
    List<AggregatePlan.Least> least = plan.least();
    for (int i = 0; i < least.size(); i++) {
      if (state.counted(least.get(i).place()) < least.get(i).count()) {
        return state.weight() < BYTES_OF_FEW_VALUES;
      }
    }
    return false;
  }

  private Detection detection(
      long instant, Key key, GroupState state, List<Pane> panes, @Nullable Object[] cells) {
    return new Detection(
        ruleId(),
        shown(key),
        new ArrayList<>(state.events().events()),
        new Evidence.Row(
            panes.stream().mapToLong(Pane::rows).sum(),
            panes.stream().mapToLong(Pane::first).min().orElse(instant),
            panes.stream().mapToLong(Pane::last).max().orElse(instant),
            instant,
            plan.shown(cells)));
  }

  /** The key with its times as texts. */
  private Key shown(Key key) {
    @Nullable Object[] values = key.values().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = plan.shownKey(i, values[i]);
    }
    return values.length == 0 ? key : new Key(Arrays.asList(values));
  }

  @Override
  public Codec<GroupState> codec() {
    return new GroupCodec(kept, schedule);
  }

  @Override
  public long weight(GroupState state) {
    return state.weight();
  }
}

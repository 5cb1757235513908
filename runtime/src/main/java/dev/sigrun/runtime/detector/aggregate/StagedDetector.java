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
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.internal.detector.Times;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Groups all rows that events make over windows of time, stage by stage: groups are joined back to
 * their rows, or are grouped again. The rows are looked at when the time of events reaches a
 * multiple of an interval, over the events of the look-back before it, both ends inclusive. An
 * event or a group whose row stays is detected, and then not again as long as an event up to that
 * instant could count.
 *
 * <p>Rows are kept as they are, up to {@value AggregateDetector#MAX_VALUES} of a window, or fewer
 * if they are long; the later ones are left out, which is reported as truncated. If the first step
 * groups rows by keys, groups are kept instead, of which there may be as many.
 *
 * <p>Where no group replaces rows, what is detected is the event that a row comes from. Otherwise a
 * detection names the newest events of the group, at most {@value AggregateDetector#MAX_EVENTS},
 * with their sources but not their content; none if only groups are kept.
 */
public final class StagedDetector implements Detector<StagedState> {
  private final EventMatcher matcher;
  private final AggregatePlan plan;
  private final RowForm form;
  private final Schedule schedule;
  private final List<Kept> kept;
  private final DetectorSettings settings;

  /** Whether rows are kept as they are, not their groups. */
  private final boolean keepsRows;

  /** A detector for the events that {@code matcher} selects. */
  public StagedDetector(EventMatcher matcher, AggregatePlan plan) {
    this(matcher, plan, DetectorSettings.DEFAULT);
  }

  private StagedDetector(EventMatcher matcher, AggregatePlan plan, DetectorSettings settings) {
    this.matcher = matcher;
    this.plan = plan;
    this.form = RowForm.of(plan);
    this.schedule = plan.schedule();
    this.kept = plan.parts();
    this.settings = settings;
    this.keepsRows = !plan.holdsGroups();
  }

  /** The same that takes the time of an event from the first of {@code fields} that it has. */
  public StagedDetector withTimestamp(DateField... fields) {
    return new StagedDetector(matcher, plan, settings.withTimestamp(fields));
  }

  /** The same detector with this fingerprint, see {@link Detector#fingerprint}. */
  public StagedDetector withFingerprint(String fingerprint) {
    return new StagedDetector(matcher, plan, settings.withFingerprint(fingerprint));
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
  public boolean showsEvents() {
    return plan.isAboutEvents();
  }

  @Override
  public List<Selection> select(Event event) {
    return form.select(event, matcher, settings);
  }

  @Override
  public void accept(
      Cell<StagedState> cell, Selection selection, EventRecord event, DetectorListener listener) {
    long time = event.timestamp();
    StagedState known = cell.get();
    StagedState state =
        passed(
            cell.key(),
            known == null ? StagedState.EMPTY : known,
            time == Long.MIN_VALUE ? time : time - 1,
            listener);
    EventRecord shown = showsEvents() ? event : event.withoutJson();
    GroupState grown = state.window();
    boolean cut = false;
    for (Object row : selection.values()) {
      if (keepsRows && grown.isFull(Bound.WINDOW, RowStore.BYTES_OF_ROW, schedule.entry(time))) {
        cut = true;
        break;
      }
      grown = with(shown, row, grown);
    }
    if (cut || grown.isOpenFull()) {
      listener.truncated(ruleId(), cell.key());
    }
    keep(cell, state.with(grown));
  }

  /** The window with one more row, unless it never counts. */
  private GroupState with(EventRecord event, Object row, GroupState window) {
    long time = event.timestamp();
    long entry = schedule.entry(time);
    long exit = schedule.exit(time);
    if (form.rowsEnd()) {
      long end = Times.minus(form.end(row), Times.millis(plan.delay()));
      exit = Math.min(exit, schedule.following(end));
    }
    if (exit <= entry) {
      return window;
    }
    Pane known = window.pane(entry, exit);
    Pane pane = known == null ? Pane.of(entry, exit, time, kept) : known;
    return window.with(pane.with(time, plan.values(event, row)));
  }

  @Override
  public void wake(Cell<StagedState> cell, long time, DetectorListener listener) {
    StagedState state = cell.get();
    if (state != null) {
      keep(cell, passed(cell.key(), state, time, listener));
    }
  }

  private void keep(Cell<StagedState> cell, StagedState state) {
    if (state.isEmpty()) {
      cell.clear();
    } else {
      cell.set(state);
      next(state).ifPresent(cell::wakeAt);
    }
  }

  /** The state once no event up to {@code time} can come any more. */
  private StagedState passed(Key key, StagedState state, long time, DetectorListener listener) {
    StagedState current = state;
    OptionalLong next = next(current);
    while (next.isPresent() && next.getAsLong() <= time) {
      current = at(next.getAsLong(), key, current, listener);
      next = next(current);
    }
    return current.isEmpty() ? StagedState.EMPTY : current;
  }

  /** The first instant at which something may be detected that was not. */
  private OptionalLong next(StagedState state) {
    GroupState window = state.window();
    long seen = window.seen();
    long next = state.firstAgain(schedule);
    if (!window.open().isEmpty()) {
      long entry = window.open().get(0).entry();
      next = Math.min(next, entry > seen ? entry : window.firstExit());
      if (plan.asksForNow() && seen != GroupState.NEVER) {
        // Instants before the first row are passed over: nothing was kept then.
        next = Math.min(next, Math.max(entry, schedule.after(seen)));
      }
    }
    // At the end of time there is no later instant.
    return next > seen && next < Long.MAX_VALUE ? OptionalLong.of(next) : OptionalLong.empty();
  }

  /** Looks at all rows at an instant. */
  private StagedState at(long instant, Key key, StagedState before, DetectorListener listener) {
    StagedState state = before.at(instant, schedule);
    List<Pane> panes = state.window().panes();
    if (panes.isEmpty()) {
      return state;
    }
    long now = Times.plus(instant, Times.millis(plan.delay()));
    StagedRows.Result result = StagedRows.of(plan, Bound.WINDOW, panes, now);
    if (result.cut()) {
      listener.truncated(ruleId(), key);
    }
    for (StagedRows.Row row : result.rows()) {
      Key found = row.source().key();
      if (!state.isDetected(found)) {
        state = state.withDetected(found);
        listener.detected(detection(instant, row));
      }
    }
    return state;
  }

  private Detection detection(long instant, StagedRows.Row row) {
    StagedRows.Source source = row.source();
    List<@Nullable EventRecord> events = new ArrayList<>(source.events());
    if (plan.isAboutEvents()) {
      return new Detection(ruleId(), Key.NONE, events, new Evidence.Events());
    }
    Map<String, @Nullable Object> columns = plan.shown(row.cells());
    return new Detection(
        ruleId(),
        shown(source.key()),
        events,
        new Evidence.Row(source.count(), source.from(), source.to(), instant, columns));
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
  public Codec<StagedState> codec() {
    return new StagedCodec(new GroupCodec(kept, schedule), schedule);
  }

  @Override
  public long weight(StagedState state) {
    return state.weight();
  }

  @Override
  public List<EventRecord> remembered(StagedState state) {
    return state.window().panes().stream()
        .flatMap(pane -> pane.parts().stream())
        .filter(RowStore.class::isInstance)
        .flatMap(part -> ((RowStore) part).rows().elements().stream())
        .map(RowStore.Row::event)
        .toList();
  }
}

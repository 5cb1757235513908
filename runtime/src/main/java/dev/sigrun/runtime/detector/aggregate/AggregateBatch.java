package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.row.RowBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates the rows of events that are all at hand, whenever they happened. Only {@link #select}
 * is for several threads.
 */
public final class AggregateBatch {
  /** The maximum number of groups; rows of further ones are left out. */
  public static final int MAX_GROUPS = 1_000_000;

  private static final byte[] NO_JSON = {};

  private final Detector<?> detector;
  private final AggregatePlan plan;
  private final RowForm form;
  private final long now;
  private final Map<Key, Pane> groups = new LinkedHashMap<>();
  private final List<Kept> parts;
  private boolean cut;
  private long exceeded;
  private long added;

  AggregateBatch(Detector<?> detector, AggregatePlan plan, long now) {
    this.detector = detector;
    this.plan = plan;
    this.form = RowForm.of(plan);
    this.now = now;
    this.parts = plan.parts(plan.stages().isEmpty() ? Bound.WINDOW : Bound.BATCH);
  }

  /**
   * What the detector of an aggregation finds in all events at once.
   *
   * @param now the time at which the query is asked, in milliseconds since 1970
   * @throws IllegalArgumentException if it is another detector
   */
  public static AggregateBatch of(Detector<?> detector, long now) {
    return detector
        .unwrap(AggregateDetector.class)
        .map(aggregating -> aggregating.get().inBatch(now))
        .or(() -> detector.unwrap(StagedDetector.class).map(staged -> staged.get().inBatch(now)))
        .orElseThrow(() -> new IllegalArgumentException("It makes no rows: " + detector.ruleId()));
  }

  /** The cells of the rows. */
  public List<AggregatePlan.Column> columns() {
    return plan.columns();
  }

  /** The rows of an event by their keys. */
  public List<Selection> select(Event event) {
    return detector.select(event);
  }

  /** The cells that aggregates take from a row of a selection; empty if the row does not count. */
  public Optional<List<List<Object>>> cells(Object row) {
    return counts(row) ? Optional.of(RowSelections.cells(plan, (List<?>) row)) : Optional.empty();
  }

  private boolean counts(Object row) {
    return form.end(row) >= now;
  }

  /** Adds the rows of a selection to their group. */
  public void add(Selection selection) {
    added++;
    EventRecord event = new EventRecord(new EventOrder(0, null, added), "", 0, NO_JSON);
    for (Object row : selection.values()) {
      if (counts(row)) {
        Pane known = groups.get(selection.key());
        if (known == null && groups.size() >= MAX_GROUPS) {
          cut = true;
          return;
        }
        Pane pane = known == null ? Pane.of(0, Long.MAX_VALUE, 0, parts) : known;
        groups.put(selection.key(), pane.with(0, plan.values(event, row)));
      }
    }
  }

  /** The rows of the groups that stay, each with a cell for each column, in the order of groups. */
  public List<@Nullable Object[]> rows() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    if (!plan.stages().isEmpty()) {
      addStaged(rows);
      return rows;
    }
    if (groups.isEmpty() && plan.lastKeys().isEmpty()) {
      rows(Key.NONE, List.of(), rows);
    }
    groups.forEach((key, pane) -> rows(key, List.of(pane), rows));
    return rows;
  }

  private void addStaged(List<@Nullable Object[]> rows) {
    try {
      StagedRows.Result result =
          StagedRows.of(plan, Bound.BATCH, List.copyOf(groups.values()), now);
      result.rows().forEach(row -> rows.add(row.cells()));
      cut |= result.cut() || groups.values().stream().anyMatch(Pane::isFull);
    } catch (RowBudget.ExceededException e) {
      exceeded++;
    }
  }

  private void rows(Key key, List<Pane> panes, List<@Nullable Object[]> rows) {
    int before = rows.size();
    try {
      Optional<Group> group = Group.of(form, key, panes, now);
      group.ifPresent(found -> plan.results().rows(found, rows::add));
      cut |= group.filter(Group::isFull).isPresent() || panes.stream().anyMatch(Pane::isFull);
    } catch (RowBudget.ExceededException e) {
      exceeded++;
      rows.subList(before, rows.size()).clear();
    }
  }

  /** How many groups have no rows because these would take more steps than they may. */
  public long exceeded() {
    return exceeded;
  }

  /** Whether groups or values were too many, so that rows may lack some. */
  public boolean isCut() {
    return cut;
  }
}

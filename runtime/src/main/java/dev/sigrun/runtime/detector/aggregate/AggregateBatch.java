package dev.sigrun.runtime.detector.aggregate;

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

  private final AggregateDetector detector;
  private final AggregatePlan plan;
  private final long now;
  private final Map<Key, Pane> groups = new LinkedHashMap<>();
  private boolean cut;
  private long exceeded;

  AggregateBatch(AggregateDetector detector, AggregatePlan plan, long now) {
    this.detector = detector;
    this.plan = plan;
    this.now = now;
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
    return RowSelections.end(plan, row) >= now;
  }

  /** Adds the rows of a selection to their group. */
  public void add(Selection selection) {
    for (Object row : selection.values()) {
      if (counts(row)) {
        Pane known = groups.get(selection.key());
        if (known == null && groups.size() >= MAX_GROUPS) {
          cut = true;
          return;
        }
        Pane pane = known == null ? Pane.of(0, Long.MAX_VALUE, 0, plan.kept()) : known;
        groups.put(selection.key(), pane.with(0, RowSelections.unpacked(plan, row)));
      }
    }
  }

  /** The rows of the groups that stay, each with a cell for each column, in the order of groups. */
  public List<@Nullable Object[]> rows() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    if (groups.isEmpty() && plan.lastKeys().isEmpty()) {
      rows(Key.NONE, List.of(), rows);
    }
    groups.forEach((key, pane) -> rows(key, List.of(pane), rows));
    return rows;
  }

  private void rows(Key key, List<Pane> panes, List<@Nullable Object[]> rows) {
    int before = rows.size();
    try {
      Optional<Group> group = Group.of(plan, key, panes, now);
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

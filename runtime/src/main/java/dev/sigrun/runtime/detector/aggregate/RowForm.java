package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.List;

/**
 * What the cells of the rows of a plan are, found out once.
 *
 * @param keys the types of the keys
 * @param cells the types of the cells behind the keys
 * @param rowsEnd whether the last cell is the time until which a row counts
 * @param holdsGroups whether a row of a selection begins with the key of an inner group
 * @param isPlain whether each cell is what the part of one aggregate takes in
 */
record RowForm(
    AggregatePlan plan,
    List<CellType> keys,
    List<CellType> cells,
    boolean rowsEnd,
    boolean holdsGroups,
    boolean isPlain) {
  static RowForm of(AggregatePlan plan) {
    return new RowForm(
        plan,
        plan.keys().stream().map(AggregatePlan.GroupKey::type).toList(),
        List.copyOf(plan.cellTypes()),
        plan.rowsEnd(),
        plan.holdsGroups(),
        plan.stages().isEmpty()
            && !plan.holdsGroups()
            && plan.aggregates().stream().noneMatch(each -> each.by().isPresent()));
  }

  /** The rows of an event by the keys of their cells. */
  List<Selection> select(Event event, EventMatcher matcher, DetectorSettings settings) {
    Event timed = event.asOf(settings.timestampFields());
    if (!matcher.matches(timed)) {
      return List.of();
    }
    RowSelections selected = new RowSelections(this);
    plan.rows().rows(timed, selected);
    return selected.selections();
  }

  /** The last time at which a row of a selection counts. */
  long end(Object row) {
    List<?> packed = (List<?>) row;
    return rowsEnd ? (Long) packed.get(packed.size() - 1) : Long.MAX_VALUE;
  }

  /**
   * The pane with a row of a selection.
   *
   * @throws IllegalArgumentException if it is not such a row
   */
  Pane with(Pane pane, long time, Object row) {
    return isPlain
        ? pane.with(time, cells, (List<?>) row)
        : pane.with(time, RowSelections.unpacked(plan, row));
  }
}

package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowBudget;
import dev.sigrun.runtime.row.RowSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one event by their keys, in the form in which selections hold them. */
final class RowSelections implements RowSink {
  private static final List<Integer> ONLY_INPUT = List.of(0);

  private final AggregatePlan plan;
  private final Map<Key, List<Object>> rows = new TreeMap<>(KeyOrder.NATURAL);
  private int left = AggregateDetector.MAX_ROWS_OF_EVENT;

  RowSelections(AggregatePlan plan) {
    this.plan = plan;
  }

  /** A selection for each key, in the order of keys. */
  List<Selection> selections() {
    List<Selection> selections = new ArrayList<>(rows.size());
    rows.forEach((key, values) -> selections.add(new Selection(key, ONLY_INPUT, values)));
    return selections;
  }

  @Override
  public void row(@Nullable Object[] cells) {
    if (left == 0) {
      return;
    }
    for (Object cell : cells) {
      RowBudget.spendOn(cell);
    }
    List<Object> values = new ArrayList<>(plan.aggregates().size());
    int place = plan.keys().size();
    for (Aggregate aggregate : plan.aggregates()) {
      values.add(packed(aggregate.type(), cells[place++]));
    }
    if (plan.rowsEnd()) {
      if (!(cells[place] instanceof Long end)) {
        return;
      }
      values.add(end);
    }
    addKeys(cells, new ArrayList<>(), values);
  }

  /** Null has no value, and a list several. */
  private static Object packed(CellType type, @Nullable Object cell) {
    List<?> values = Cells.values(cell);
    return values.size() == 1
        ? type.packed(values.get(0))
        : values.stream().map(type::packed).toList();
  }

  /** Adds the row under each combination of the values of its keys; null is a value too. */
  private void addKeys(
      @Nullable Object[] cells, List<@Nullable Object> chosen, List<Object> values) {
    int place = chosen.size();
    if (place == plan.keys().size()) {
      if (left > 0) {
        left--;
        rows.computeIfAbsent(
                chosen.isEmpty() ? Key.NONE : new Key(chosen), key -> new ArrayList<>())
            .add(values);
      }
      return;
    }
    for (Object value : keyValues(plan.keys().get(place).type(), cells[place])) {
      if (left == 0) {
        return;
      }
      List<@Nullable Object> more = new ArrayList<>(chosen);
      more.add(value);
      addKeys(cells, more, values);
    }
  }

  private static Iterable<@Nullable Object> keyValues(CellType type, @Nullable Object cell) {
    if (cell == null) {
      return Arrays.asList((Object) null);
    }
    Set<@Nullable Object> values = new LinkedHashSet<>();
    Cells.values(cell).forEach(value -> values.add(type.packed(value)));
    return values;
  }

  /** The last time at which a row of a selection counts. */
  static long end(AggregatePlan plan, Object row) {
    return plan.rowsEnd() ? (Long) ((List<?>) row).get(plan.aggregates().size()) : Long.MAX_VALUE;
  }

  /**
   * The values of each aggregate's cell in a row of a selection.
   *
   * @throws IllegalArgumentException if it is not such a row
   */
  static List<List<Object>> unpacked(AggregatePlan plan, Object row) {
    List<?> packed = (List<?>) row;
    List<List<Object>> cells = new ArrayList<>(packed.size());
    for (int i = 0; i < plan.aggregates().size(); i++) {
      CellType type = plan.aggregates().get(i).type();
      Object cell = packed.get(i);
      cells.add(
          cell instanceof List<?> list
              ? list.stream().map(type::unpacked).toList()
              : List.of(type.unpacked(cell)));
    }
    return cells;
  }
}

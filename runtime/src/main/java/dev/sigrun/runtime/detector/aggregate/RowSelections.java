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
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of one event by their keys, in the form in which selections hold them. */
final class RowSelections implements RowSink {
  private static final List<Integer> ONLY_INPUT = List.of(0);

  private final AggregatePlan plan;
  private final List<CellType> types;
  private final Map<Key, List<Object>> rows = new TreeMap<>(KeyOrder.NATURAL);
  private int left = AggregateDetector.MAX_ROWS_OF_EVENT;

  RowSelections(AggregatePlan plan) {
    this.plan = plan;
    this.types = plan.cellTypes();
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
    List<Object> values = new ArrayList<>(types.size());
    int place = plan.keys().size();
    for (CellType type : types) {
      values.add(packed(type, cells[place++]));
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
  static Object packed(CellType type, @Nullable Object cell) {
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
        rows.computeIfAbsent(key(chosen), key -> new ArrayList<>()).add(row(chosen, values));
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

  /** The key of the cell that holds the row or its group. */
  private Key key(List<@Nullable Object> chosen) {
    if (!plan.stages().isEmpty()) {
      return Key.NONE;
    }
    List<@Nullable Object> last =
        plan.regrouping().isEmpty()
            ? chosen
            : plan.regrouping().get().keys().stream()
                .map(place -> chosen.get(place))
                .collect(Collectors.toCollection(ArrayList::new));
    return last.isEmpty() ? Key.NONE : new Key(last);
  }

  /** The values, after the key of the inner group if there is one. */
  private Object row(List<@Nullable Object> chosen, List<Object> values) {
    if (!plan.holdsGroups()) {
      return values;
    }
    List<Object> row = new ArrayList<>(values.size() + 1);
    row.add(Collections.unmodifiableList(new ArrayList<>(chosen)));
    row.addAll(values);
    return row;
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
    List<?> packed = (List<?>) row;
    return plan.rowsEnd() ? (Long) packed.get(packed.size() - 1) : Long.MAX_VALUE;
  }

  /**
   * The values that what is kept of rows takes from a row of a selection.
   *
   * @throws IllegalArgumentException if it is not such a row
   */
  static List<? extends List<?>> unpacked(AggregatePlan plan, Object row) {
    List<?> packed = (List<?>) row;
    if (!plan.holdsGroups()) {
      return cells(plan, packed);
    }
    List<@Nullable Object> key = new ArrayList<>((List<?>) packed.get(0));
    List<List<Object>> cells = cells(plan, packed.subList(1, packed.size()));
    return List.of(List.of(new InnerGroups.Row(new Key(key), cells)));
  }

  static List<List<Object>> cells(AggregatePlan plan, List<?> packed) {
    List<List<Object>> cells = new ArrayList<>(packed.size());
    List<CellType> types = plan.cellTypes();
    for (int i = 0; i < types.size(); i++) {
      cells.add(unpacked(types.get(i), packed.get(i)));
    }
    return cells;
  }

  /** The values of a cell. */
  static List<Object> unpacked(CellType type, Object cell) {
    return cell instanceof List<?> list
        ? list.stream().map(type::unpacked).toList()
        : List.of(type.unpacked(cell));
  }
}

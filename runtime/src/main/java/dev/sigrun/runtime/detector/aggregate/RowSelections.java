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

  private final RowForm form;

  /** The first key that a row has, and the rows of it; all rows, if there is no other key. */
  private @Nullable Key first;

  private final List<Object> ofFirst = new ArrayList<>(1);

  /** The rows of the other keys. */
  private @Nullable Map<Key, List<Object>> others;

  private int left = AggregateDetector.MAX_ROWS_OF_EVENT;

  RowSelections(RowForm form) {
    this.form = form;
  }

  /** A selection for each key, in the order of keys. */
  List<Selection> selections() {
    if (first == null) {
      return List.of();
    }
    if (others == null) {
      return List.of(new Selection(first, ONLY_INPUT, ofFirst));
    }
    others.put(first, ofFirst);
    List<Selection> selections = new ArrayList<>(others.size());
    others.forEach((key, values) -> selections.add(new Selection(key, ONLY_INPUT, values)));
    return selections;
  }

  private void add(Key key, Object row) {
    if (first == null) {
      first = key;
    }
    if (KeyOrder.NATURAL.compare(key, first) == 0) {
      ofFirst.add(row);
      return;
    }
    if (others == null) {
      others = new TreeMap<>(KeyOrder.NATURAL);
    }
    others.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
  }

  @Override
  public void row(@Nullable Object[] cells) {
    if (left == 0) {
      return;
    }
    for (Object cell : cells) {
      RowBudget.spendOn(cell);
    }
    List<CellType> types = form.cells();
    int place = form.keys().size();
    Object[] values = new Object[types.size() + (form.rowsEnd() ? 1 : 0)];
    for (int i = 0; i < types.size(); i++) {
      values[i] = packed(types.get(i), cells[place++]);
    }
    if (form.rowsEnd()) {
      if (!(cells[place] instanceof Long end)) {
        return;
      }
      values[values.length - 1] = end;
    }
    addKeys(cells, List.of(values));
  }

  /** Null has no value, and a list several. */
  static Object packed(CellType type, @Nullable Object cell) {
    if (cell == null) {
      return List.of();
    }
    if (!(cell instanceof List<?> values)) {
      return type.packed(cell);
    }
    return values.size() == 1
        ? type.packed(values.get(0))
        : values.stream().map(type::packed).toList();
  }

  /** Adds the row under its keys. */
  private void addKeys(@Nullable Object[] cells, List<Object> values) {
    int size = form.keys().size();
    for (int i = 0; i < size; i++) {
      if (cells[i] instanceof List<?>) {
        addKeys(cells, new ArrayList<>(), values);
        return;
      }
    }
    @Nullable Object[] chosen = new @Nullable Object[size];
    for (int i = 0; i < size; i++) {
      Object cell = cells[i];
      chosen[i] = cell == null ? null : form.keys().get(i).packed(cell);
    }
    left--;
    List<@Nullable Object> key = Arrays.asList(chosen);
    add(key(key), row(key, values));
  }

  /** Adds the row under each combination of the values of its keys; null is a value too. */
  private void addKeys(
      @Nullable Object[] cells, List<@Nullable Object> chosen, List<Object> values) {
    int place = chosen.size();
    if (place == form.keys().size()) {
      if (left > 0) {
        left--;
        add(key(chosen), row(chosen, values));
      }
      return;
    }
    for (Object value : keyValues(form.keys().get(place), cells[place])) {
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
    AggregatePlan plan = form.plan();
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
    if (!form.holdsGroups()) {
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

  /**
   * The values that what is kept of rows takes from a row of a selection.
   *
   * @throws IllegalArgumentException if it is not such a row
   */
  static List<? extends List<?>> unpacked(AggregatePlan plan, Object row) {
    List<?> packed = (List<?>) row;
    if (!plan.holdsGroups()) {
      return Aggregate.values(plan.aggregates(), cells(plan, packed));
    }
    List<@Nullable Object> key = new ArrayList<>((List<?>) packed.get(0));
    List<List<Object>> cells = cells(plan, packed.subList(1, packed.size()));
    List<List<?>> values = Aggregate.values(plan.aggregates(), cells);
    return List.of(List.of(new InnerGroups.Row(new Key(key), values)));
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

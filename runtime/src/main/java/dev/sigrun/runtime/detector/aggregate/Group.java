package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A group of rows at an instant, or one row that a stage left. Aggregates are computed when they
 * are first asked for. For one thread.
 */
public final class Group {
  private final List<CellType> types;
  private final Key key;
  private final IntFunction<Part> parts;
  private final long now;
  private final @Nullable Part[] aggregates;

  /** Whether something that its rows come from lacks some. */
  private final boolean cut;

  /** Of a row; none of a group. */
  private final @Nullable Object[] cells;

  /** One row. */
  private Group(@Nullable Object[] cells, long now) {
    this.types = List.of();
    this.key = Key.NONE;
    this.parts =
        place -> {
          throw new IllegalStateException("A row has no aggregates.");
        };
    this.now = now;
    this.aggregates = new @Nullable Part[0];
    this.cut = false;
    this.cells = cells;
  }

  /** A group of these parts. */
  Group(List<CellType> types, Key key, List<Part> parts, long now) {
    this(types, key, parts::get, parts.size(), now, false);
  }

  private Group(
      List<CellType> types, Key key, IntFunction<Part> parts, int count, long now, boolean cut) {
    this.types = types;
    this.key = key;
    this.parts = parts;
    this.now = now;
    this.aggregates = new @Nullable Part[count];
    this.cut = cut;
    this.cells = new @Nullable Object[0];
  }

  /** A row that a stage left. */
  static Group ofRow(@Nullable Object[] cells, long now) {
    return new Group(cells, now);
  }

  private static List<CellType> types(List<AggregatePlan.GroupKey> keys) {
    return keys.stream().map(AggregatePlan.GroupKey::type).toList();
  }

  /** The group whose rows are in some panes; empty if no row is left of its groups. */
  static Optional<Group> of(AggregatePlan plan, Key key, List<Pane> panes, long now) {
    if (plan.regrouping().isPresent()) {
      return regrouped(plan, plan.regrouping().get(), key, panes, now);
    }
    List<Aggregate> aggregates = plan.aggregates();
    return Optional.of(
        new Group(
            types(plan.keys()),
            key,
            place -> joined(aggregates.get(place).none(), place, panes),
            aggregates.size(),
            now,
            false));
  }

  private static Part joined(Part none, int place, List<Pane> panes) {
    Part joined = none;
    for (Pane pane : panes) {
      joined = joined.joined(pane.parts().get(place));
    }
    return joined;
  }

  private static Optional<Group> regrouped(
      AggregatePlan plan,
      AggregatePlan.Regrouping regrouping,
      Key key,
      List<Pane> panes,
      long now) {
    InnerGroups all = (InnerGroups) joined(plan.parts().get(0).none(), 0, panes);
    List<Part> outer =
        new ArrayList<>(regrouping.aggregates().stream().map(Aggregate::none).toList());
    int[] rows = {0};
    boolean[] cut = {panes.size() > 1 && all.isFull()};
    all.sorted()
        .forEach(
            (inner, found) -> {
              Group group = new Group(types(plan.keys()), inner, found, now);
              regrouping
                  .rows()
                  .rows(
                      group,
                      cells -> {
                        rows[0]++;
                        for (int i = 0; i < cells.length; i++) {
                          Part part = outer.get(i);
                          for (Object value : Cells.values(cells[i])) {
                            part = part.with(value);
                          }
                          outer.set(i, part);
                        }
                      });
              cut[0] |= group.isFull();
            });
    return rows[0] == 0 && !key.values().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Group(types(plan.lastKeys()), key, outer::get, outer.size(), now, cut[0]));
  }

  /** The time at which the query is asked, in milliseconds since 1970. */
  public long now() {
    return now;
  }

  /** The cell at this place of a row that a stage left. */
  public @Nullable Object cell(int place) {
    return cells[place];
  }

  /** The cell of the key at this place. */
  public @Nullable Object key(int place) {
    Object value = key.values().get(place);
    return value == null ? null : types.get(place).unpacked(value);
  }

  /** The cell of the aggregate at this place. */
  public @Nullable Object aggregate(int place) {
    Part joined = aggregates[place];
    if (joined == null) {
      joined = parts.apply(place);
      aggregates[place] = joined;
    }
    return joined.cell();
  }

  /** Whether an aggregate that was asked for took in no more values, and so may lack some. */
  boolean isFull() {
    return cut || Arrays.stream(aggregates).anyMatch(part -> part != null && part.isFull());
  }
}

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
  static Optional<Group> of(RowForm form, Key key, List<Pane> panes, long now) {
    AggregatePlan plan = form.plan();
    if (plan.regrouping().isPresent()) {
      return regrouped(plan, plan.regrouping().get(), key, panes, now);
    }
    List<Aggregate> aggregates = plan.aggregates();
    return Optional.of(
        new Group(
            form.keys(),
            key,
            place -> joined(aggregates.get(place).none(), place, panes),
            aggregates.size(),
            now,
            false));
  }

  /** The part at this place from the rows of all panes; {@code none} if there are no panes. */
  static Part joined(Part none, int place, List<Pane> panes) {
    Part joined = panes.isEmpty() ? none : panes.get(0).part(place);
    for (int i = 1; i < panes.size(); i++) {
      joined = joined.joined(panes.get(i).part(place));
    }
    return joined;
  }

  private static Optional<Group> regrouped(
      AggregatePlan plan,
      AggregatePlan.Regrouping regrouping,
      Key key,
      List<Pane> panes,
      long now) {
    InnerGroups.Joined all = InnerGroups.of(plan.parts().get(0).none(), panes);
    // The parts of the outer group so far.
    List<List<Part>> outer =
        new ArrayList<>(List.of(regrouping.aggregates().stream().map(Aggregate::none).toList()));
    int[] rows = {0};
    boolean[] cut = {panes.size() > 1 && all.isFull()};
    all.groups()
        .forEach(
            (inner, found) -> {
              Group group = new Group(types(plan.keys()), inner, found, now);
              regrouping
                  .rows()
                  .rows(
                      group,
                      cells -> {
                        rows[0]++;
                        List<List<?>> inputs = new ArrayList<>();
                        for (Object cell : cells) {
                          inputs.add(Cells.values(cell));
                        }
                        List<List<?>> values = Aggregate.values(regrouping.aggregates(), inputs);
                        outer.set(0, Pane.with(outer.get(0), values));
                      });
              cut[0] |= group.isFull();
            });
    return rows[0] == 0 && !key.values().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Group(
                types(plan.lastKeys()), key, outer.get(0)::get, outer.get(0).size(), now, cut[0]));
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

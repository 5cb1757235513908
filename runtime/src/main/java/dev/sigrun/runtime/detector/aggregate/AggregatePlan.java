package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The specification of an aggregation: how rows are made of events, which of them make a group,
 * what is computed of a group, and what becomes of that.
 *
 * <pre>{@code
 * AggregatePlan.of(this::rows, this::results)
 *     .every(Duration.ofMinutes(5), Duration.ofMinutes(9))
 *     .by(CellType.TEXT, userName)
 *     .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
 *     .column("count", CellType.LONG)
 *     .build()
 * }</pre>
 *
 * @param rows makes rows of an event: a cell for each key, then one for each aggregate, then if
 *     rows end the last time at which the row counts; one that is null there does not count
 * @param results makes of a group the row that is detected, or none
 * @param interval the time between two instants at which groups are looked at
 * @param lookBack how long before an instant an event counts; inclusive
 * @param delay how much later than an instant the query is asked
 * @param keys what rows are grouped by; a list puts a row into the group of each of its values
 * @param aggregates what is computed of a group
 * @param regrouping how groups are grouped again; empty if they are not
 * @param kept the cells of rows that are kept as they are, if the first stage gets them; there are
 *     then no keys and no aggregates
 * @param stages what happens to all rows of a window, or to their groups if there are keys, before
 *     the results are made of what is left; none if that is made of one group
 * @param columns the cells of the row that is detected
 * @param least what aggregates that count must reach, or no row is detected
 * @param rowsEnd whether rows count only until some time
 * @param asksForNow whether a group that is not detected may be detected at a later instant
 *     although it is the same
 */
public record AggregatePlan(
    RowMaker<Event> rows,
    RowMaker<Group> results,
    Duration interval,
    Duration lookBack,
    Duration delay,
    List<GroupKey> keys,
    List<Aggregate> aggregates,
    Optional<Regrouping> regrouping,
    List<CellType> kept,
    List<Stage> stages,
    List<Column> columns,
    List<Least> least,
    boolean rowsEnd,
    boolean asksForNow) {
  /** The greatest number of intervals that a look-back may have. */
  public static final int MAX_INTERVALS = 3_000;

  /**
   * The keys by which rows are grouped.
   *
   * @param field whose values these are; empty if they are computed
   */
  public record GroupKey(CellType type, Optional<Field> field) {}

  /**
   * Groups of groups.
   *
   * @param rows makes rows of a group: a cell for each aggregate
   * @param keys the places of those keys by which the rows are grouped
   * @param aggregates what is computed of their groups
   */
  public record Regrouping(RowMaker<Group> rows, List<Integer> keys, List<Aggregate> aggregates) {
    /** Copies the lists. */
    public Regrouping {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * A grouping of all rows that the stage before left.
   *
   * @param rows makes rows of a row: a cell for each key, then one for each aggregate, then those
   *     that stay
   * @param keys what rows are grouped by
   * @param aggregates what is computed of a group
   * @param joined makes of each group the cells that each of its rows gets behind those that stay;
   *     empty if the groups replace the rows, with their keys and aggregates as cells
   */
  public record Stage(
      RowMaker<Group> rows,
      List<CellType> keys,
      List<Aggregate> aggregates,
      Optional<RowMaker<Group>> joined) {
    /** Copies the lists. */
    public Stage {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }

    /** How many cells the aggregates take. */
    int width() {
      return aggregates.stream().mapToInt(each -> each.inputs().size()).sum();
    }

    /** What the parts of the aggregates take in from a row. */
    List<List<?>> values(@Nullable Object[] cells) {
      List<List<?>> inputs = new ArrayList<>();
      for (int i = 0; i < width(); i++) {
        inputs.add(Cells.values(cells[keys.size() + i]));
      }
      return Aggregate.values(aggregates, inputs);
    }

    private Stage with(Aggregate aggregate) {
      List<Aggregate> more = new ArrayList<>(aggregates);
      more.add(aggregate);
      return new Stage(rows, keys, more, joined);
    }
  }

  /**
   * A number that must be reached.
   *
   * @param place of an aggregate that counts values, or different values
   */
  public record Least(int place, long count) {}

  /** A cell of the row that is detected, by the name under which alerts show it. */
  public record Column(String name, CellType type) {}

  /**
   * Copies the lists, and checks the times.
   *
   * @throws IllegalArgumentException if the interval or the look-back is shorter than a
   *     millisecond, the delay is negative, there are more than {@value #MAX_INTERVALS} intervals
   *     in the look-back, or a number is to be reached by what does not count
   */
  public AggregatePlan {
    keys = List.copyOf(keys);
    aggregates = List.copyOf(aggregates);
    kept = List.copyOf(kept);
    stages = List.copyOf(stages);
    columns = List.copyOf(columns);
    least = List.copyOf(least);
    for (Least each : least) {
      if (!aggregates.get(each.place()).isCount() || !stages.isEmpty() || regrouping.isPresent()) {
        throw new IllegalArgumentException("Not a count of one group: " + each);
      }
    }
    if (interval.toMillis() < 1 || lookBack.toMillis() < 1 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "Every " + interval + " over " + lookBack + ", " + delay + " before");
    }
    if (lookBack.toMillis() / interval.toMillis() > MAX_INTERVALS) {
      throw new IllegalArgumentException(
          "More than " + MAX_INTERVALS + " times " + interval + " in " + lookBack);
    }
  }

  /** Starts a plan with how rows are made of events, and of groups. */
  public static Builder of(RowMaker<Event> rows, RowMaker<Group> results) {
    return new Builder(rows, results);
  }

  /** The keys of the cells that hold groups. */
  List<GroupKey> lastKeys() {
    if (!stages.isEmpty()) {
      return List.of();
    }
    return regrouping.isEmpty()
        ? keys
        : regrouping.get().keys().stream().map(place -> keys.get(place)).toList();
  }

  /** Whether a cell holds groups with keys of their own. */
  boolean holdsGroups() {
    return regrouping.isPresent() || (!stages.isEmpty() && !keys.isEmpty());
  }

  /** Whether what is found are events, since no group replaces rows. */
  boolean isAboutEvents() {
    return !stages.isEmpty()
        && !holdsGroups()
        && stages.stream().allMatch(stage -> stage.joined().isPresent());
  }

  /** The types of the cells of a row behind its keys. */
  List<CellType> cellTypes() {
    List<CellType> types = new ArrayList<>(kept);
    aggregates.forEach(aggregate -> types.addAll(aggregate.inputs()));
    return types;
  }

  /** What is kept of rows. */
  List<Kept> parts() {
    return parts(Bound.WINDOW);
  }

  /** The same with other bounds. */
  List<Kept> parts(Bound bound) {
    int width = keys.size();
    if (holdsGroups()) {
      return List.of(
          new Kept(
              InnerGroups.none(bound, width, aggregates),
              in -> InnerGroups.read(width, aggregates, in)));
    }
    return stages.isEmpty()
        ? aggregates.stream().map(Kept::of).toList()
        : List.of(new Kept(RowStore.none(bound, kept), in -> RowStore.read(kept, in)));
  }

  /** The types of the keys of what is detected. */
  private List<CellType> detectedKeys() {
    List<CellType> types = keys.stream().map(GroupKey::type).toList();
    for (Stage stage : stages) {
      types = stage.joined().isPresent() ? types : stage.keys();
    }
    return stages.isEmpty() ? lastKeys().stream().map(GroupKey::type).toList() : types;
  }

  /** The value of a key of what is detected, times as texts. */
  @Nullable Object shownKey(int place, @Nullable Object packed) {
    CellType type = detectedKeys().get(place);
    return packed == null ? null : type.shown(type.unpacked(packed));
  }

  /** The cells of a row that is detected by their names, without those that are null. */
  Map<String, @Nullable Object> shown(@Nullable Object[] cells) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      Object value = columns.get(i).type().shown(cells[i]);
      if (value != null) {
        shown.put(columns.get(i).name(), value);
      }
    }
    return shown;
  }

  /** The values that what is kept of rows takes from a row of a selection. */
  List<? extends List<?>> values(EventRecord event, Object row) {
    if (stages.isEmpty() || holdsGroups()) {
      return RowSelections.unpacked(this, row);
    }
    List<?> packed = (List<?>) row;
    return List.of(List.of(new RowStore.Row(event, packed.subList(0, kept.size()))));
  }

  Schedule schedule() {
    return Schedule.of(interval, lookBack);
  }

  /** A plan that is being made. */
  public static final class Builder {
    private final RowMaker<Event> rows;
    private final RowMaker<Group> results;
    private Duration interval = Duration.ofMinutes(5);
    private Duration lookBack = Duration.ofMinutes(6);
    private Duration delay = Duration.ZERO;
    private final List<GroupKey> keys = new ArrayList<>();
    private final List<Aggregate> aggregates = new ArrayList<>();
    private final List<Aggregate> regrouped = new ArrayList<>();
    private Optional<Regrouping> regrouping = Optional.empty();
    private final List<CellType> kept = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<Least> least = new ArrayList<>();
    private boolean rowsEnd;
    private boolean asksForNow;

    private Builder(RowMaker<Event> rows, RowMaker<Group> results) {
      this.rows = rows;
      this.results = results;
    }

    /** Groups are looked at every {@code interval}, over events of {@code lookBack}. */
    public Builder every(Duration interval, Duration lookBack) {
      this.interval = interval;
      this.lookBack = lookBack;
      return this;
    }

    /** The query is asked so much after the last event that it sees. */
    public Builder delayed(Duration delay) {
      this.delay = delay;
      return this;
    }

    /** Rows are also grouped by the values of {@code field}, which are of this type. */
    public Builder by(CellType type, Field field) {
      keys.add(new GroupKey(type, Optional.of(field)));
      return this;
    }

    /** Rows are also grouped by a value that is computed. */
    public Builder byComputed(CellType type) {
      keys.add(new GroupKey(type, Optional.empty()));
      return this;
    }

    /** One more function of the values of a group. */
    public Builder aggregate(Aggregate.Function function, CellType type) {
      return aggregate(Aggregate.of(function, type));
    }

    private Builder aggregate(Aggregate aggregate) {
      int last = stages.size() - 1;
      if (last >= 0) {
        stages.set(last, stages.get(last).with(aggregate));
      } else {
        (regrouping.isEmpty() ? aggregates : regrouped).add(aggregate);
      }
      return this;
    }

    /** The first values in order of a group. */
    public Builder first(int most, Aggregate.Function function, CellType type) {
      return aggregate(Aggregate.first(most, function, type));
    }

    /** The value of a group that {@code percent} of all its values are not greater than. */
    public Builder percentile(double percent, CellType type) {
      return aggregate(Aggregate.percentile(percent, type));
    }

    /** The cell of the first or the last row of a group by the cell behind it. */
    public Builder ordered(Aggregate.Function function, CellType type, CellType by) {
      return aggregate(Aggregate.ordered(function, type, by));
    }

    /**
     * The rows that {@code rows} makes of groups are grouped again. What is computed of their
     * groups follows.
     *
     * @param keys the places of the keys by which they are grouped
     */
    public Builder regroup(RowMaker<Group> rows, Integer... keys) {
      regrouping = Optional.of(new Regrouping(rows, List.of(keys), List.of()));
      return this;
    }

    /** One more cell of rows is kept as it is. */
    public Builder keep(CellType type) {
      kept.add(type);
      return this;
    }

    /**
     * All rows that the stage before left are grouped, and the groups replace them. What is
     * computed of the groups follows.
     *
     * @param rows makes rows of a row: a cell for each key, then one for each aggregate
     * @param keys what rows are grouped by
     */
    public Builder groupAgain(RowMaker<Group> rows, CellType... keys) {
      stages.add(new Stage(rows, List.of(keys), List.of(), Optional.empty()));
      return this;
    }

    /**
     * All rows that the stage before left are grouped, and get what their groups have in all. What
     * is computed of the groups follows.
     *
     * @param rows makes rows of a row: a cell for each key, then one for each aggregate, then those
     *     that stay
     * @param joined makes the cells of a group that each of its rows gets
     * @param keys what rows are grouped by
     */
    public Builder joinBack(RowMaker<Group> rows, RowMaker<Group> joined, CellType... keys) {
      stages.add(new Stage(rows, List.of(keys), List.of(), Optional.of(joined)));
      return this;
    }

    /** One more cell of the row that is detected. */
    public Builder column(String name, CellType type) {
      columns.add(new Column(name, type));
      return this;
    }

    /**
     * The results have no row unless an aggregate is at least {@code count}, so that they need not
     * be made.
     *
     * @param place of an aggregate that counts values, or different values
     */
    public Builder atLeast(int place, long count) {
      least.add(new Least(place, count));
      return this;
    }

    /** The last cell of a row is the time until which it counts. */
    public Builder endingRows() {
      rowsEnd = true;
      return this;
    }

    /** A group may be detected at a later instant although it is the same. */
    public Builder askingForNow() {
      asksForNow = true;
      return this;
    }

    /** The plan. */
    public AggregatePlan build() {
      return new AggregatePlan(
          rows,
          results,
          interval,
          lookBack,
          delay,
          keys,
          aggregates,
          regrouping.map(r -> new Regrouping(r.rows(), r.keys(), regrouped)),
          kept,
          stages,
          columns,
          least,
          rowsEnd,
          asksForNow);
    }
  }
}

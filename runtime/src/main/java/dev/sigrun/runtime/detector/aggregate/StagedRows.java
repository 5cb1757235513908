package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All rows of a window at an instant, on their way through the stages of a plan. */
final class StagedRows {
  /** How many times rows are put into groups at most, in one stage; further ones are left out. */
  private static final int MOST_MEMBERS = 1_000_000;

  private final AggregatePlan plan;
  private final long now;
  private boolean cut;

  private StagedRows(AggregatePlan plan, long now) {
    this.plan = plan;
    this.now = now;
  }

  /**
   * What rows come from.
   *
   * @param key of the group, or the place of the event
   * @param events the newest ones
   * @param count how many rows of events
   * @param from the time of the first one
   * @param to the time of the last one
   */
  record Source(Key key, List<EventRecord> events, long count, long from, long to) {
    static Source of(EventRecord event) {
      long time = event.timestamp();
      return new Source(Key.of(time, event.order().sequence()), List.of(event), 1, time, time);
    }
  }

  /** A row. */
  record Row(@Nullable Object[] cells, Source source) {}

  /**
   * The rows that are left.
   *
   * @param cut whether they may lack some
   */
  record Result(List<Row> rows, boolean cut) {}

  /** The rows that are left of those in some panes. */
  static Result of(AggregatePlan plan, Bound bound, List<Pane> panes, long now) {
    StagedRows staged = new StagedRows(plan, now);
    List<Row> rows = staged.start(bound, panes);
    for (AggregatePlan.Stage stage : plan.stages()) {
      rows = staged.pass(stage, rows);
    }
    List<Row> results = new ArrayList<>();
    for (Row row : rows) {
      Group source = Group.ofRow(row.cells(), now);
      plan.results().rows(source, cells -> results.add(new Row(cells, row.source())));
    }
    return new Result(results, staged.cut);
  }

  private List<Row> start(Bound bound, List<Pane> panes) {
    Part none = plan.parts(bound).get(0).none();
    if (plan.holdsGroups()) {
      InnerGroups.Joined all = InnerGroups.of(none, panes);
      cut = panes.size() > 1 && all.isFull();
      return start(all, panes);
    }
    RowStore all = (RowStore) Group.joined(none, 0, panes);
    cut = panes.size() > 1 && all.isFull();
    return start(all);
  }

  private List<Row> start(RowStore store) {
    List<RowStore.Row> stored = new ArrayList<>(store.rows().elements());
    stored.sort((a, b) -> a.event().order().compareTo(b.event().order()));
    List<Row> rows = new ArrayList<>(stored.size());
    for (RowStore.Row row : stored) {
      @Nullable Object[] cells = new @Nullable Object[store.types().size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = Cells.of(RowSelections.unpacked(store.types().get(i), row.cells().get(i)));
      }
      rows.add(new Row(cells, Source.of(row.event())));
    }
    return rows;
  }

  /** The groups, whose events are not known one by one. */
  private List<Row> start(InnerGroups.Joined joined, List<Pane> panes) {
    long count = panes.stream().mapToLong(Pane::rows).sum();
    long from = panes.stream().mapToLong(Pane::first).min().orElse(now);
    long to = panes.stream().mapToLong(Pane::last).max().orElse(now);
    List<CellType> types = plan.keys().stream().map(AggregatePlan.GroupKey::type).toList();
    List<Row> rows = new ArrayList<>();
    joined
        .groups()
        .forEach(
            (key, parts) -> {
              Source source = new Source(key, List.of(), count, from, to);
              rows.add(new Row(cells(types, key, parts), source));
            });
    return rows;
  }

  /** The keys and aggregates of a group. */
  private @Nullable Object[] cells(List<CellType> types, Key key, List<Part> parts) {
    Group group = new Group(types, key, parts, now);
    @Nullable Object[] cells = new @Nullable Object[types.size() + parts.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = i < types.size() ? group.key(i) : group.aggregate(i - types.size());
    }
    cut |= group.isFull();
    return cells;
  }

  private List<Row> pass(AggregatePlan.Stage stage, List<Row> rows) {
    List<Row> made = new ArrayList<>(rows.size());
    for (Row row : rows) {
      stage
          .rows()
          .rows(
              Group.ofRow(row.cells(), now),
              cells -> {
                if (made.size() < MOST_MEMBERS) {
                  made.add(new Row(cells, row.source()));
                } else {
                  cut = true;
                }
              });
    }
    Map<Key, Members> groups = new TreeMap<>(KeyOrder.NATURAL);
    if (stage.keys().isEmpty()) {
      groups.put(Key.NONE, new Members(stage));
    }
    List<List<Key>> keys = new ArrayList<>(made.size());
    int left = MOST_MEMBERS;
    for (Row row : made) {
      List<Key> of = keys(stage, row, left);
      left -= of.size();
      of.forEach(key -> groups.computeIfAbsent(key, k -> new Members(stage)).add(row));
      keys.add(of);
    }
    return stage.joined().isPresent() ? joined(stage, made, keys, groups) : replaced(stage, groups);
  }

  /** The keys of the groups of a row: each combination of the values of its keys. */
  private List<Key> keys(AggregatePlan.Stage stage, Row row, int most) {
    List<List<@Nullable Object>> keys = List.of(List.of());
    for (int i = 0; i < stage.keys().size(); i++) {
      CellType type = stage.keys().get(i);
      Set<@Nullable Object> values = new LinkedHashSet<>();
      Cells.values(row.cells()[i]).forEach(value -> values.add(type.packed(value)));
      if (values.isEmpty()) {
        values.add(null);
      }
      List<List<@Nullable Object>> longer = new ArrayList<>();
      for (List<@Nullable Object> key : keys) {
        for (Object value : values) {
          if (longer.size() >= most) {
            cut = true;
            break;
          }
          List<@Nullable Object> more = new ArrayList<>(key);
          more.add(value);
          longer.add(more);
        }
      }
      keys = longer;
    }
    return keys.stream().map(key -> key.isEmpty() ? Key.NONE : new Key(key)).toList();
  }

  private List<Row> replaced(AggregatePlan.Stage stage, Map<Key, Members> groups) {
    List<Row> rows = new ArrayList<>(groups.size());
    groups.forEach(
        (key, members) ->
            rows.add(new Row(cells(stage.keys(), key, members.parts), members.source(key))));
    return rows;
  }

  private List<Row> joined(
      AggregatePlan.Stage stage, List<Row> made, List<List<Key>> keys, Map<Key, Members> groups) {
    groups.forEach((key, members) -> members.added = added(stage, key, members));
    int grouped = stage.keys().size() + stage.width();
    int width = groups.values().stream().findFirst().map(each -> each.added.length).orElse(0);
    List<Row> rows = new ArrayList<>(made.size());
    for (int i = 0; i < made.size(); i++) {
      Row row = made.get(i);
      int staying = row.cells().length - grouped;
      List<@Nullable Object[]> parts = new ArrayList<>();
      for (Key key : keys.get(i)) {
        Members members = groups.get(key);
        if (members != null) {
          parts.add(members.added);
        }
      }
      @Nullable Object[] cells =
          Arrays.copyOfRange(row.cells(), grouped, grouped + staying + width);
      for (int j = 0; j < width; j++) {
        cells[staying + j] = together(parts, j);
      }
      rows.add(new Row(cells, row.source()));
    }
    return rows;
  }

  private @Nullable Object[] added(AggregatePlan.Stage stage, Key key, Members members) {
    Group group = new Group(stage.keys(), key, members.parts, now);
    List<@Nullable Object[]> made = new ArrayList<>(1);
    stage.joined().ifPresent(maker -> maker.rows(group, made::add));
    cut |= group.isFull();
    return made.get(0);
  }

  /** The values of a cell of all groups of a row, one after the other. */
  private @Nullable Object together(List<@Nullable Object[]> groups, int place) {
    if (groups.size() == 1) {
      return groups.get(0)[place];
    }
    List<Object> values = new ArrayList<>();
    for (@Nullable Object[] group : groups) {
      values.addAll(Cells.values(group[place]));
      if (values.size() > AggregateDetector.MAX_VALUES) {
        cut = true;
        return Cells.of(values.subList(0, AggregateDetector.MAX_VALUES));
      }
    }
    return Cells.of(values);
  }

  /** The rows of a group. */
  private static final class Members {
    private final AggregatePlan.Stage stage;
    private List<Part> parts;
    private @Nullable Object[] added = new @Nullable Object[0];
    private final TreeMap<EventOrder, EventRecord> events = new TreeMap<>();
    private long count;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    Members(AggregatePlan.Stage stage) {
      this.stage = stage;
      this.parts = stage.aggregates().stream().map(Aggregate::none).toList();
    }

    void add(Row row) {
      parts = Pane.with(parts, stage.values(row.cells()));
      Source source = row.source();
      count += source.count();
      from = Math.min(from, source.from());
      to = Math.max(to, source.to());
      source.events().forEach(event -> events.put(event.order(), event));
      while (events.size() > AggregateDetector.MAX_EVENTS) {
        events.pollFirstEntry();
      }
    }

    Source source(Key key) {
      return new Source(key, List.copyOf(events.values()), count, from, to);
    }
  }
}

package dev.sigrun.compiler.query;

import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.language.esql.rows.EsqlTable;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.aggregate.AggregateBatch;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the table of a query in ES|QL from events that are all at hand. Not safe for several
 * threads except for {@link #select}.
 */
public final class TableSearch {
  private final EsqlTable table;
  private final EventReader reader;
  private final AggregateBatch batch;
  private final List<CellType> types;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  private TableSearch(EsqlTable table, EventReader reader, AggregateBatch batch) {
    this.table = table;
    this.reader = reader;
    this.batch = batch;
    this.types = batch.columns().stream().map(AggregatePlan.Column::type).toList();
  }

  /**
   * A new search.
   *
   * @param program the query of the table
   * @param now what {@code NOW()} is
   * @throws IllegalArgumentException if the program is of another query
   */
  public static TableSearch of(EsqlTable table, QueryProgram program, Instant now) {
    return of(table, program.rules(), QueryProgram.ID, now);
  }

  /** The same with a query among others, as the rule of an id. */
  static TableSearch of(EsqlTable table, RuleSet rules, String id, Instant now) {
    Detector<?> detector =
        rules.detectors().stream()
            .filter(each -> each.ruleId().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The program makes no rows."));
    return new TableSearch(
        table,
        rules.reader(Now.of(now::toEpochMilli)),
        AggregateBatch.of(detector, now.toEpochMilli()));
  }

  /**
   * The rows of an event by their keys. Safe for several threads.
   *
   * @param json the event
   */
  public List<Selection> select(byte[] json) throws EventFormatException {
    return batch.select(reader.read(json));
  }

  /** Adds rows of an event. */
  public void add(List<Selection> selections) {
    for (Selection selection : selections) {
      if (table.grouped()) {
        batch.add(selection);
      } else {
        selection.values().forEach(row -> batch.cells(row).ifPresent(this::addCells));
      }
    }
  }

  private void addCells(List<List<Object>> cells) {
    rows.add(cells.stream().map(Cells::of).toArray());
  }

  /** The names of the columns. */
  public List<String> columns() {
    return table.columns().stream().map(Column::name).toList();
  }

  /** The rows in order: for each column null, a value or a list. */
  public List<List<@Nullable Object>> rows() {
    List<@Nullable Object[]> all = table.grouped() ? batch.rows() : new ArrayList<>(rows);
    for (EsqlTable.Change change : table.changes()) {
      if (change instanceof EsqlTable.First first) {
        all = all.subList(0, Math.min(all.size(), first.count()));
      } else if (change instanceof EsqlTable.Sorted sorted) {
        List<@Nullable Object[]> ordered = new ArrayList<>(all);
        ordered.sort(order(sorted.orders()));
        all = ordered;
      }
    }
    return all.stream().map(this::shown).toList();
  }

  private List<@Nullable Object> shown(@Nullable Object[] row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      cells.add(types.get(i).shown(row[i]));
    }
    return cells;
  }

  private static Comparator<@Nullable Object[]> order(List<EsqlTable.Order> orders) {
    return (left, right) -> {
      for (EsqlTable.Order order : orders) {
        int compared = compare(order, left[order.place()], right[order.place()]);
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  private static int compare(EsqlTable.Order order, @Nullable Object left, @Nullable Object right) {
    Optional<Object> a = key(order, left);
    Optional<Object> b = key(order, right);
    if (a.isEmpty() || b.isEmpty()) {
      int nulls = Boolean.compare(b.isEmpty(), a.isEmpty());
      return order.nullsFirst() ? nulls : -nulls;
    }
    int compared = Cells.ORDER.compare(a.get(), b.get());
    return order.descending() ? -compared : compared;
  }

  /** The value that a list is sorted by. */
  private static Optional<Object> key(EsqlTable.Order order, @Nullable Object cell) {
    Comparator<Object> best = order.descending() ? Cells.ORDER : Cells.ORDER.reversed();
    return Cells.values(cell).stream().map(Object.class::cast).max(best);
  }

  /** Whether groups or values were too many, so that rows may lack some. */
  public boolean isCut() {
    return batch.isCut();
  }

  /** How many groups have no rows because these would take more steps than they may. */
  public long exceeded() {
    return batch.exceeded();
  }
}

package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rows of events, one step after the other on all of them. As slow as it is plain. */
public final class RowInterpreter implements RowStep.Visitor<List<RowInterpreter.Row>> {
  private final EventRows rows;
  private final Instant now;
  private final EventFacts facts;
  private final Set<String> warnings = new LinkedHashSet<>();
  private List<Row> table = List.of();

  private RowInterpreter(EventRows rows, Instant now, EventFacts facts) {
    this.rows = rows;
    this.now = now;
    this.facts = facts;
  }

  /**
   * A row.
   *
   * @param cells by the number of their column
   * @param event that it comes from; empty if it comes from a group
   */
  record Row(Map<Integer, List<Object>> cells, Map<String, @Nullable Object> event) {
    Row with(Column column, List<Object> cell) {
      Map<Integer, List<Object>> more = new HashMap<>(cells);
      more.put(column.number(), cell);
      return new Row(more, event);
    }

    List<Object> cell(int column) {
      return cells.getOrDefault(column, List.of());
    }
  }

  /**
   * A table.
   *
   * @param rows the cells of each row in the order of the columns
   * @param warnings the kinds of failures that made cells null
   */
  public record Result(List<Column> columns, List<List<List<Object>>> rows, Set<String> warnings) {}

  /**
   * The rows of these events.
   *
   * @param events trees as of {@code JsonValues}
   * @param now the time at which the query is asked
   */
  public static Result run(
      EventRows rows, List<Map<String, @Nullable Object>> events, Instant now, EventFacts facts) {
    RowInterpreter interpreter = new RowInterpreter(rows, now, facts);
    List<Row> table = new ArrayList<>();
    for (Map<String, @Nullable Object> event : events) {
      Row row = new Row(Map.of(), event);
      for (int i = 0; i < rows.fields().size(); i++) {
        Column input = rows.pipeline().inputs().get(i);
        row = row.with(input, InputCells.of(facts, event, rows.fields().get(i), input.type()));
      }
      table.add(row);
    }
    interpreter.table = table;
    rows.pipeline().steps().forEach(step -> interpreter.table = step.accept(interpreter));
    List<Column> outputs = rows.pipeline().outputs();
    return new Result(
        outputs,
        interpreter.table.stream()
            .map(row -> outputs.stream().map(column -> row.cell(column.number())).toList())
            .toList(),
        interpreter.warnings);
  }

  private Evaluator on(Row row) {
    return new Evaluator(row.cells(), row.event(), rows.tests(), now, warnings, facts);
  }

  @Override
  public List<Row> visitFilter(RowStep.Filter filter) {
    return table.stream().filter(row -> on(row).isTrue(filter.condition())).toList();
  }

  @Override
  public List<Row> visitCompute(RowStep.Compute compute) {
    return table.stream()
        .map(row -> row.with(compute.target(), on(row).of(compute.value())))
        .toList();
  }

  @Override
  public List<Row> visitExtract(RowStep.Extract extract) {
    return table.stream().map(row -> extracted(extract, row)).toList();
  }

  private Row extracted(RowStep.Extract extract, Row row) {
    List<List<Object>> found = new ArrayList<>();
    extract.targets().forEach(target -> found.add(new ArrayList<>()));
    for (Object text : on(row).of(extract.input())) {
      List<List<Object>> parts = extract.pattern().accept(new Extraction((String) text));
      for (int i = 0; i < parts.size(); i++) {
        found.get(i).addAll(parts.get(i));
      }
    }
    Row result = row;
    for (int i = 0; i < found.size(); i++) {
      result = result.with(extract.targets().get(i), List.copyOf(found.get(i)));
    }
    return result;
  }

  @Override
  public List<Row> visitExpand(RowStep.Expand expand) {
    List<Row> expanded = new ArrayList<>();
    for (Row row : table) {
      List<Object> values = row.cell(expand.source().number());
      if (values.isEmpty()) {
        expanded.add(row.with(expand.target(), List.of()));
      }
      values.forEach(value -> expanded.add(row.with(expand.target(), List.of(value))));
    }
    return expanded;
  }

  @Override
  public List<Row> visitGroup(RowStep.Group group) {
    Map<List<List<Object>>, List<Row>> groups = new LinkedHashMap<>();
    if (group.keys().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Row row : table) {
      keys(group.keys(), row)
          .forEach(key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row));
    }
    List<Row> result = new ArrayList<>();
    groups.forEach(
        (key, members) -> result.add(made(group.keys(), key, group.aggregates(), members)));
    return result;
  }

  /** The keys of the groups that a row is in. */
  private List<List<List<Object>>> keys(List<RowStep.Compute> keys, Row row) {
    List<List<List<Object>>> all = List.of(List.of());
    for (RowStep.Compute key : keys) {
      all = times(all, on(row).of(key.value()));
    }
    return all;
  }

  private Row made(
      List<RowStep.Compute> keys,
      List<List<Object>> key,
      List<Aggregate> aggregates,
      List<Row> members) {
    Row made = new Row(Map.of(), Map.of());
    for (int i = 0; i < key.size(); i++) {
      made = made.with(keys.get(i).target(), key.get(i));
    }
    for (Aggregate aggregate : aggregates) {
      made = made.with(aggregate.target(), aggregated(aggregate, members));
    }
    return made;
  }

  @Override
  public List<Row> visitJoinBack(RowStep.JoinBack join) {
    Map<List<List<Object>>, List<Row>> members = new LinkedHashMap<>();
    for (Row row : table) {
      keys(join.keys(), row)
          .forEach(key -> members.computeIfAbsent(key, k -> new ArrayList<>()).add(row));
    }
    Map<List<List<Object>>, Row> groups = new LinkedHashMap<>();
    members.forEach((key, rows) -> groups.put(key, joined(join, key, rows)));
    List<Row> result = new ArrayList<>();
    for (Row row : table) {
      Map<Column, List<Object>> added = new LinkedHashMap<>();
      join.joined().forEach(column -> added.put(column, new ArrayList<>()));
      for (List<List<Object>> key : keys(join.keys(), row)) {
        Row group = Objects.requireNonNull(groups.get(key));
        added.forEach((column, cell) -> cell.addAll(group.cell(column.number())));
      }
      Row more = row;
      for (RowStep.Compute key : join.keys()) {
        more = more.with(key.target(), on(row).of(key.value()));
      }
      for (Map.Entry<Column, List<Object>> each : added.entrySet()) {
        more = more.with(each.getKey(), List.copyOf(each.getValue()));
      }
      result.add(more);
    }
    return result;
  }

  /** What a group adds to its rows. */
  private Row joined(RowStep.JoinBack join, List<List<Object>> key, List<Row> members) {
    Row group = made(join.keys(), key, join.aggregates(), members);
    for (RowStep.Compute compute : join.results()) {
      group = group.with(compute.target(), on(group).of(compute.value()));
    }
    return group;
  }

  /** Each key so far with each value of the next one; null is a value of its own. */
  private static List<List<List<Object>>> times(
      List<List<List<Object>>> keys, List<Object> values) {
    List<List<List<Object>>> longer = new ArrayList<>();
    List<List<Object>> cells =
        values.isEmpty() ? List.of(List.of()) : values.stream().distinct().map(List::of).toList();
    for (List<List<Object>> key : keys) {
      for (List<Object> cell : cells) {
        List<List<Object>> more = new ArrayList<>(key);
        more.add(cell);
        longer.add(more);
      }
    }
    return longer;
  }

  private List<Object> aggregated(Aggregate aggregate, List<Row> members) {
    List<List<List<Object>>> arguments =
        members.stream()
            .filter(row -> aggregate.filter().stream().allMatch(f -> on(row).isTrue(f)))
            .map(row -> aggregate.arguments().stream().map(a -> on(row).of(a)).toList())
            .toList();
    boolean isProduct = aggregate.function() == AggregateFunction.WEIGHTED_AVG;
    if (isProduct && arguments.stream().flatMap(List::stream).anyMatch(cell -> cell.size() > 1)) {
      warnings.add("single-value function encountered multi-value");
    }
    try {
      return Aggregation.of(aggregate, arguments);
    } catch (FailureException e) {
      warnings.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  @Override
  public List<Row> visitSort(RowStep.Sort sort) {
    Comparator<Row> order =
        sort.orders().stream()
            .<Comparator<Row>>map(each -> (a, b) -> compare(each, a, b))
            .reduce(Comparator::thenComparing)
            .orElseThrow();
    return table.stream().sorted(order).toList();
  }

  private int compare(RowStep.Order order, Row a, Row b) {
    List<Object> left = key(order, a);
    List<Object> right = key(order, b);
    if (left.isEmpty() || right.isEmpty()) {
      int nulls = Boolean.compare(right.isEmpty(), left.isEmpty());
      return order.nullsFirst() ? nulls : -nulls;
    }
    int compared = Order.compare(left.get(0), right.get(0));
    return order.descending() ? -compared : compared;
  }

  private List<Object> key(RowStep.Order order, Row row) {
    RowExpression value = order.value();
    Comparator<Object> best = order.descending() ? Order.COMPARATOR : Order.COMPARATOR.reversed();
    return on(row).of(value).stream().max(best).map(List::of).orElse(List.of());
  }

  @Override
  public List<Row> visitLimit(RowStep.Limit limit) {
    return table.stream().limit(limit.count()).toList();
  }
}

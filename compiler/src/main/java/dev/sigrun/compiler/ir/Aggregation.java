package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.EndingRows;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Groups of rows that the events of a window of time make, of which rows stay. The window is that
 * of the rule.
 *
 * @param predicate the events that make rows: of those of which some row is grouped, those that the
 *     filters of the rule leave
 * @param rows with one step that groups
 */
public record Aggregation(Origin origin, Predicate predicate, EventRows rows) implements Query {
  /** Refuses rows that are not grouped, or more than once, or that stay as they are. */
  public Aggregation {
    if (groups(rows).size() != 1 || groups(rows).get(0).inline()) {
      throw new IllegalArgumentException("Rows are grouped once: " + groups(rows));
    }
  }

  private static List<RowStep.Group> groups(EventRows rows) {
    return rows.pipeline().steps().stream()
        .filter(RowStep.Group.class::isInstance)
        .map(RowStep.Group.class::cast)
        .toList();
  }

  /** The step that groups. */
  public RowStep.Group group() {
    return groups(rows).get(0);
  }

  /**
   * The rows before they are grouped. Their outputs are the keys, then for each aggregate its first
   * argument: null in rows that its filter leaves out, and true in all others if it has none. If
   * rows count only until some time, that is the last output.
   */
  public EventRows grouped() {
    return grouped(rows);
  }

  /** The rows before they are grouped, of rows that are grouped once. */
  public static EventRows grouped(EventRows rows) {
    RowPipeline pipeline = rows.pipeline();
    RowStep.Group group = groups(rows).get(0);
    EndingRows ending = EndingRows.of(pipeline.steps().subList(0, place(pipeline)));
    List<RowStep> steps = new ArrayList<>(ending.steps());
    List<Column> outputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RowStep.Compute key : group.keys()) {
      steps.add(key);
      outputs.add(unique(key.target(), names));
    }
    int size = pipeline.size();
    for (Aggregate aggregate : group.aggregates()) {
      RowExpression argument = argument(aggregate);
      Column column = new Column(size++, aggregate.target().name(), argument.type());
      steps.add(new RowStep.Compute(aggregate.origin(), column, argument));
      outputs.add(unique(column, names));
    }
    if (ending.end().isPresent()) {
      Column column = new Column(size++, "end", RowType.DATE);
      steps.add(new RowStep.Compute(group.origin(), column, ending.end().get()));
      outputs.add(unique(column, names));
    }
    return new EventRows(
        new RowPipeline(pipeline.inputs(), steps, outputs, size), rows.fields(), rows.tests());
  }

  /** The column under a name that no other has. */
  private static Column unique(Column column, Set<String> names) {
    String name = column.name();
    for (int i = 2; !names.add(name); i++) {
      name = column.name() + " " + i;
    }
    return new Column(column.number(), name, column.type());
  }

  /** Whether rows count only until some time, which the conditions before the groups name. */
  public boolean rowsEnd() {
    RowPipeline pipeline = rows.pipeline();
    return EndingRows.of(pipeline.steps().subList(0, place(pipeline))).end().isPresent();
  }

  private static RowExpression argument(Aggregate aggregate) {
    Origin origin = aggregate.origin();
    RowExpression value =
        aggregate.arguments().isEmpty()
            ? new RowExpression.Constant(origin, RowType.BOOLEAN, List.of(true))
            : aggregate.arguments().get(0);
    return aggregate
        .filter()
        .<RowExpression>map(
            filter ->
                new RowExpression.Case(
                    origin,
                    value.type(),
                    List.of(new RowExpression.Branch(filter, value)),
                    Optional.empty()))
        .orElse(value);
  }

  private static int place(RowPipeline pipeline) {
    int place = 0;
    while (!(pipeline.steps().get(place) instanceof RowStep.Group)) {
      place++;
    }
    return place;
  }

  /** The steps of a group. Its inputs are the keys, then the aggregates. */
  public RowPipeline results() {
    RowPipeline pipeline = rows.pipeline();
    List<Column> inputs = new ArrayList<>();
    group().keys().forEach(key -> inputs.add(key.target()));
    group().aggregates().forEach(aggregate -> inputs.add(aggregate.target()));
    List<RowStep> steps = pipeline.steps().subList(place(pipeline) + 1, pipeline.steps().size());
    return new RowPipeline(inputs, steps, pipeline.outputs(), pipeline.size());
  }

  @Override
  public Shape shape() {
    return Shape.AGGREGATION;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visitAggregation(this);
  }

  @Override
  public String toString() {
    return QueryPrinter.print(this);
  }
}

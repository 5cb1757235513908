package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query whose rows are a table of all events at one time, as a server answers it.
 *
 * @param query makes the rows: of groups those that stay, otherwise each row is what the aggregates
 *     of a single group are asked about
 * @param grouped whether rows come from groups
 * @param columns of the result, which are the first cells of the rows; the others are sorted by
 * @param changes of the order and the number of rows, one after the other
 */
public record EsqlTable(
    Aggregation query, boolean grouped, List<Column> columns, List<Change> changes) {
  private static final DiagnosticKind LIMITED =
      DiagnosticKind.unsupported(
          "ESQL142",
          "ES|QL commands after LIMIT",
          "After LIMIT, rows cannot be dropped, multiplied or grouped over files. Move LIMIT to the"
              + " end.");

  /** A change of all rows together. */
  public sealed interface Change {}

  /** The rows are sorted by some cells. */
  public record Sorted(List<Order> orders) implements Change {
    /** Copies the list. */
    public Sorted {
      orders = List.copyOf(orders);
    }
  }

  /**
   * A cell that rows are sorted by: a list by its least value, or its greatest if descending.
   *
   * @param place of the cell in the row
   */
  public record Order(int place, boolean descending, boolean nullsFirst) {}

  /** The first rows stay. */
  public record First(int count) implements Change {}

  /** Copies the lists. */
  public EsqlTable {
    columns = List.copyOf(columns);
    changes = List.copyOf(changes);
  }

  /**
   * The table that a query means.
   *
   * @return empty if an error was reported, or why it cannot be run
   */
  public static Optional<EsqlTable> of(SourceText text, QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    return EsqlParser.parse(text, sink)
        .flatMap(
            query ->
                EsqlAnalyzer.check(query, context, sink)
                    .flatMap(fields -> EsqlRows.of(query, fields, context, sink))
                    .map(
                        rows -> {
                          EsqlRows.checkPoints(query, rows, sink);
                          return rows;
                        })
                    .filter(rows -> !sink.hasErrorsSince(checkpoint))
                    .flatMap(rows -> of(query.origin(), rows, sink)));
  }

  /**
   * The table of these rows.
   *
   * @return empty if it was reported why they cannot be run
   */
  public static Optional<EsqlTable> of(Origin origin, EventRows rows, DiagnosticSink sink) {
    RowPipeline pipeline = rows.pipeline();
    int last = pipeline.steps().size() - 1;
    while (last >= 0
        && !(pipeline.steps().get(last) instanceof RowStep.Group)
        && !(pipeline.steps().get(last) instanceof RowStep.JoinBack)) {
      last--;
    }
    List<RowStep> steps = new ArrayList<>(pipeline.steps().subList(0, last + 1));
    List<Column> outputs = new ArrayList<>(pipeline.outputs());
    List<Change> changes = new ArrayList<>();
    int size = pipeline.size();
    for (RowStep step : pipeline.steps().subList(last + 1, pipeline.steps().size())) {
      boolean isAfterLimit = changes.stream().anyMatch(First.class::isInstance);
      if (step instanceof RowStep.Sort sort) {
        List<Order> orders = new ArrayList<>();
        for (RowStep.Order order : sort.orders()) {
          // No column of a query has such a name.
          Column key = new Column(size++, "\0" + size, order.value().type().computed());
          steps.add(new RowStep.Compute(sort.origin(), key, order.value()));
          orders.add(new Order(outputs.size(), order.descending(), order.nullsFirst()));
          outputs.add(key);
        }
        changes.add(new Sorted(orders));
      } else if (step instanceof RowStep.Limit limit) {
        changes.add(new First(limit.count()));
      } else {
        if (isAfterLimit && !(step instanceof RowStep.Compute)) {
          sink.report(LIMITED, step.origin().source(), step.origin().span());
          return Optional.empty();
        }
        steps.add(step);
      }
    }
    boolean grouped = last >= 0;
    if (!grouped) {
      List<Aggregate> cells = new ArrayList<>();
      for (Column column : outputs) {
        Column target = new Column(size++, column.name(), column.type().computed());
        RowExpression cell = new RowExpression.Cell(origin, column);
        cells.add(
            new Aggregate(
                origin, target, AggregateFunction.VALUES, List.of(cell), Optional.empty()));
      }
      steps.add(new RowStep.Group(origin, cells, List.of()));
      outputs = new ArrayList<>(cells.stream().map(Aggregate::target).toList());
    }
    EventRows changed =
        new EventRows(
            new RowPipeline(pipeline.inputs(), steps, outputs, size), rows.fields(), rows.tests());
    return EsqlGroups.atOnce(origin, changed, sink)
        .map(query -> new EsqlTable(query, grouped, pipeline.outputs(), changes));
  }
}

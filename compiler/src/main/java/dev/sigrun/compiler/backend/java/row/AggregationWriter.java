package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.PassingTime;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.row.CellType;
import java.util.List;

/** Writes the plan of an aggregation: how rows are made of events and of groups, as methods. */
public final class AggregationWriter {
  private final RowTarget target;
  private final Aggregation query;

  private AggregationWriter(RowTarget target, Aggregation query) {
    this.target = target;
    this.query = query;
  }

  /**
   * The plan, as an expression.
   *
   * @param times calls that say when groups are looked at, and over which time
   */
  public static CodeBlock plan(RowTarget target, Aggregation query, CodeBlock times) {
    return new AggregationWriter(target, query).plan(times);
  }

  private CodeBlock plan(CodeBlock times) {
    RowPipeline grouped = query.grouped().pipeline();
    RowPipeline results = query.results();
    RowStep.Group group = query.group();
    int keys = group.keys().size();
    String rows = RowWriter.writeRows(target, grouped, group.origin().text());
    String made =
        RowWriter.writeResults(
            target, results, query.last().keys().size(), "What becomes of a group.");
    CodeBlock.Builder plan =
        CodeBlock.builder()
            .add("$T.of(this::$N, this::$N)$>$>", AggregatePlan.class, rows, made)
            .add(times);
    group.keys().forEach(key -> plan.add(key(key)));
    for (int i = 0; i < group.aggregates().size(); i++) {
      plan.add(aggregate(group.aggregates().get(i), grouped.outputs().get(keys + i)));
    }
    if (query.isRegrouped()) {
      plan.add(regrouping());
    }
    results
        .outputs()
        .forEach(
            column -> plan.add("\n.column($L, $L)", target.string(column.name()), type(column)));
    plan.add(query.rowsEnd() ? "\n.endingRows()" : "");
    boolean asks =
        (results.asksForNow() && !PassingTime.onlyDrops(results))
            || (query.isRegrouped() && query.between().asksForNow());
    return plan.add(asks ? "\n.askingForNow()" : "").add("\n.build()$<$<").build();
  }

  private CodeBlock regrouping() {
    RowStep.Group last = query.last();
    RowPipeline between = query.between();
    String rows =
        RowWriter.writeResults(target, between, query.group().keys().size(), last.origin().text());
    CodeBlock.Builder code = CodeBlock.builder().add("\n.regroup(this::$N", rows);
    query.regroupedKeys().forEach(place -> code.add(", $L", place));
    code.add(")");
    for (int i = 0; i < last.aggregates().size(); i++) {
      code.add(aggregate(last.aggregates().get(i), between.outputs().get(i)));
    }
    return code.build();
  }

  /** A key with the field whose values it has, if it is not computed. */
  private CodeBlock key(RowStep.Compute key) {
    List<Column> inputs = query.rows().pipeline().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (key.value() instanceof RowExpression.Cell cell
          && cell.column().number() == inputs.get(i).number()) {
        return CodeBlock.of("\n.by($L, $L)", type(key.target()), target.field(i));
      }
    }
    return CodeBlock.of("\n.byComputed($L)", type(key.target()));
  }

  private static CodeBlock aggregate(
      dev.sigrun.compiler.ir.row.Aggregate aggregate, Column argument) {
    if (aggregate.function() == AggregateFunction.TOP) {
      Object order = constant(aggregate.arguments(), 2);
      Aggregate.Function function =
          order.toString().equalsIgnoreCase("desc")
              ? Aggregate.Function.TOP
              : Aggregate.Function.BOTTOM;
      return CodeBlock.of(
          "\n.first($L, $L, $L)",
          constant(aggregate.arguments(), 1),
          name(function),
          type(argument));
    }
    return CodeBlock.of(
        "\n.aggregate($L, $L)",
        name(Aggregate.Function.valueOf(aggregate.function().name())),
        type(argument));
  }

  private static CodeBlock name(Aggregate.Function function) {
    return CodeBlock.of("$T.$L", Aggregate.Function.class, function);
  }

  private static Object constant(List<RowExpression> arguments, int place) {
    return place < arguments.size()
        ? ((RowExpression.Constant) arguments.get(place)).values().get(0)
        : "asc";
  }

  private static CodeBlock type(Column column) {
    return CodeBlock.of("$T.$L", CellType.class, type(column.type()));
  }

  private static CellType type(RowType type) {
    return switch (type) {
      case KEYWORD, TEXT, NULL -> CellType.TEXT;
      case INTEGER -> CellType.INTEGER;
      case LONG -> CellType.LONG;
      case UNSIGNED_LONG -> CellType.UNSIGNED_LONG;
      case DOUBLE -> CellType.DOUBLE;
      case BOOLEAN -> CellType.BOOLEAN;
      case DATE -> CellType.DATE;
      case DATE_NANOS -> CellType.DATE_NANOS;
      case IP -> CellType.IP;
      case VERSION -> CellType.VERSION;
      case GEO_POINT, SPAN -> throw new IllegalArgumentException("Not kept in groups: " + type);
    };
  }
}

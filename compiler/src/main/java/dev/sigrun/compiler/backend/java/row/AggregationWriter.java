package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.RowStages;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.LeastCounts;
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
    if (query.isStaged()) {
      return staged(times);
    }
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
    plan.add(
        aggregates(group.aggregates(), grouped.outputs().subList(keys, grouped.outputs().size())));
    if (query.isRegrouped()) {
      plan.add(regrouping());
    } else {
      plan.add(least(results, group));
    }
    boolean asks =
        (results.asksForNow() && !PassingTime.onlyDrops(results))
            || (query.isRegrouped() && query.between().asksForNow());
    return plan.add(end(results, asks)).build();
  }

  /** The numbers that aggregates which count must reach, or no row stays. */
  private static CodeBlock least(RowPipeline results, RowStep.Group group) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Column> columns =
        group.aggregates().stream().map(dev.sigrun.compiler.ir.row.Aggregate::target).toList();
    LeastCounts.of(results, columns)
        .forEach(
            (place, count) -> {
              AggregateFunction function = group.aggregates().get(place).function();
              if (function == AggregateFunction.COUNT
                  || function == AggregateFunction.COUNT_DISTINCT) {
                code.add("\n.atLeast($L, $LL)", place, count);
              }
            });
    return code.build();
  }

  /** What is shown, and the end of the plan. */
  private CodeBlock end(RowPipeline results, boolean asksForNow) {
    CodeBlock.Builder end = CodeBlock.builder();
    for (Column column : results.outputs()) {
      end.add("\n.column($L, $L)", target.string(column.name()), type(column));
    }
    return end.add(query.rowsEnd() ? "\n.endingRows()" : "")
        .add(asksForNow ? "\n.askingForNow()" : "")
        .add("\n.build()$<$<")
        .build();
  }

  private CodeBlock staged(CodeBlock times) {
    RowStages stages = RowStages.of(query);
    RowPipeline start = stages.start().pipeline();
    String rows = RowWriter.writeRows(target, start, stages.stages().get(0).origin().text());
    String made = RowWriter.writeStage(target, stages.end(), "What becomes of a row.");
    CodeBlock.Builder plan =
        CodeBlock.builder()
            .add("$T.of(this::$N, this::$N)$>$>", AggregatePlan.class, rows, made)
            .add(times);
    if (stages.first().isPresent()) {
      RowStep.Group group = stages.first().get();
      group.keys().forEach(key -> plan.add(key(key)));
      int keys = group.keys().size();
      plan.add(
          aggregates(group.aggregates(), start.outputs().subList(keys, start.outputs().size())));
    } else {
      int ending = query.rowsEnd() ? 1 : 0;
      start
          .outputs()
          .subList(0, start.outputs().size() - ending)
          .forEach(column -> plan.add("\n.keep($L)", type(column)));
    }
    stages.stages().forEach(stage -> plan.add(stage(stage)));
    return plan.add(end(stages.end(), stages.asksForNow())).build();
  }

  private CodeBlock stage(RowStages.Stage stage) {
    String rows = RowWriter.writeStage(target, stage.rows(), stage.origin().text());
    CodeBlock.Builder code = CodeBlock.builder();
    int keys = stage.keys().size();
    if (stage.joined().isPresent()) {
      String joined =
          RowWriter.writeResults(
              target, stage.joined().get(), keys, "What a group adds to its rows.");
      code.add("\n.joinBack(this::$N, this::$N", rows, joined);
    } else {
      code.add("\n.groupAgain(this::$N", rows);
    }
    stage.keys().forEach(key -> code.add(", $L", type(key.target())));
    code.add(")");
    List<Column> outputs = stage.rows().outputs();
    return code.add(aggregates(stage.aggregates(), outputs.subList(keys, outputs.size()))).build();
  }

  /** The aggregates of the arguments that come first among some columns. */
  private static CodeBlock aggregates(
      List<dev.sigrun.compiler.ir.row.Aggregate> aggregates, List<Column> arguments) {
    CodeBlock.Builder code = CodeBlock.builder();
    int place = 0;
    for (dev.sigrun.compiler.ir.row.Aggregate aggregate : aggregates) {
      Column argument = arguments.get(place++);
      if (aggregate.function().isOrdered()) {
        code.add(
            "\n.ordered($L, $L, $L)",
            name(Aggregate.Function.valueOf(aggregate.function().name())),
            type(argument),
            type(arguments.get(place++)));
      } else {
        code.add(aggregate(aggregate, argument));
      }
    }
    return code.build();
  }

  private CodeBlock regrouping() {
    RowStep.Group last = query.last();
    RowPipeline between = query.between();
    String rows =
        RowWriter.writeResults(target, between, query.group().keys().size(), last.origin().text());
    CodeBlock.Builder code = CodeBlock.builder().add("\n.regroup(this::$N", rows);
    query.regroupedKeys().forEach(place -> code.add(", $L", place));
    return code.add(")").add(aggregates(last.aggregates(), between.outputs())).build();
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
    if (aggregate.function() == AggregateFunction.PERCENTILE) {
      Number percent = (Number) constant(aggregate.arguments(), 1);
      return CodeBlock.of("\n.percentile($L, $L)", percent.doubleValue(), type(argument));
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

package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns STATS into a step that groups, and steps that compute with the aggregates. */
final class RowAggregates {
  private final RowScope scope;
  private final RowReports reports;
  private final RowSearches searches;
  private final RowExpressions rows;
  private final List<Aggregate> aggregates = new ArrayList<>();
  private final List<RowStep.Compute> keys = new ArrayList<>();
  private final Map<String, Column> keyByName = new LinkedHashMap<>();
  private final Map<EsqlExpression, Column> keyByValue = new LinkedHashMap<>();

  RowAggregates(RowScope scope, RowReports reports, RowSearches searches, RowExpressions rows) {
    this.scope = scope;
    this.reports = reports;
    this.searches = searches;
    this.rows = rows;
  }

  List<RowStep> lower(EsqlCommand.Stats stats) {
    for (EsqlCommand.Field key : stats.keys()) {
      RowExpression value = key(key.value());
      Column column = scope.column(key.name().name(), value.type());
      keys.add(new RowStep.Compute(key.origin(), column, value));
      keyByName.put(key.name().name(), column);
      keyByValue.put(key.value(), column);
    }
    Map<String, Column> result = new LinkedHashMap<>();
    List<RowStep> after = new ArrayList<>();
    for (EsqlCommand.Aggregate each : stats.aggregates()) {
      Optional<RowExpression> filter = each.filter().map(rows::condition);
      String name = each.field().name().name();
      RowExpression value = lower(each.field().value(), filter);
      Column column;
      if (value instanceof RowExpression.Cell cell) {
        column = new Column(cell.column().number(), name, cell.type());
      } else {
        column = scope.column(name, value.type().computed());
        after.add(new RowStep.Compute(each.origin(), column, value));
      }
      result.remove(name);
      result.put(name, column);
    }
    keyByName.forEach(
        (name, column) -> {
          result.remove(name);
          result.put(name, column);
        });
    if (stats.inline()) {
      result.forEach(scope::put);
    } else {
      scope.replaceBy(result);
    }
    List<RowStep> steps = new ArrayList<>();
    steps.add(new RowStep.Group(stats.origin(), aggregates, keys, stats.inline()));
    steps.addAll(after);
    return steps;
  }

  private RowExpression key(EsqlExpression expression) {
    if (!(expression instanceof EsqlExpression.Call call)) {
      return rows.lower(expression);
    }
    String name = call.name().text().toUpperCase(Locale.ROOT);
    List<EsqlExpression> arguments = call.arguments();
    RowCalls calls = new RowCalls(rows, reports, searches);
    if (name.equals("TBUCKET")) {
      RowExpression time =
          scope
              .find("@timestamp")
              .<RowExpression>map(column -> new RowExpression.Cell(call.origin(), column))
              .orElseGet(() -> RowConstants.ofNull(call.origin()));
      return calls.trunc(call.origin(), rows.lower(arguments.get(0)), time);
    }
    if (!name.equals("BUCKET") || arguments.size() > 2) {
      return rows.lower(expression);
    }
    RowExpression value = rows.lower(arguments.get(0));
    RowExpression width = rows.lower(arguments.get(1));
    return value.type().isDate()
        ? calls.trunc(call.origin(), width, value)
        : new RowExpression.Call(
            call.origin(),
            RowFunction.BUCKET,
            RowType.DOUBLE,
            List.of(
                RowConstants.as(RowType.DOUBLE, value), RowConstants.as(RowType.DOUBLE, width)));
  }

  /** An expression about a group, in which aggregates and keys have columns. */
  private RowExpression lower(EsqlExpression expression, Optional<RowExpression> filter) {
    return new RowExpressions(
            reports,
            searches,
            name -> Optional.ofNullable(keyByName.get(name)),
            part -> known(part, filter))
        .lower(expression);
  }

  private Optional<RowExpression> known(EsqlExpression expression, Optional<RowExpression> filter) {
    Column key = keyByValue.get(expression);
    if (key != null) {
      return Optional.of(new RowExpression.Cell(expression.origin(), key));
    }
    if (!(expression instanceof EsqlExpression.Call call)) {
      return Optional.empty();
    }
    String name = call.name().text().toUpperCase(Locale.ROOT);
    if (name.equals("SAMPLE") || name.endsWith("_AGG")) {
      return Optional.of(reports.function(call.origin(), name));
    }
    Optional<AggregateFunction> function = function(name);
    return function.map(f -> aggregate(call, f, filter));
  }

  private RowExpression aggregate(
      EsqlExpression.Call call, AggregateFunction function, Optional<RowExpression> filter) {
    List<RowExpression> arguments =
        call.arguments().stream()
            .filter(argument -> !(argument instanceof EsqlExpression.Star))
            .map(rows::lower)
            .toList();
    Column target = scope.column(call.origin().text(), type(function, arguments));
    aggregates.add(new Aggregate(call.origin(), target, function, arguments, filter));
    return new RowExpression.Cell(call.origin(), target);
  }

  private static Optional<AggregateFunction> function(String name) {
    try {
      return Optional.of(AggregateFunction.valueOf(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RowType type(AggregateFunction function, List<RowExpression> arguments) {
    return switch (function) {
      case ABSENT, PRESENT -> RowType.BOOLEAN;
      case AVG, MEDIAN, MEDIAN_ABSOLUTE_DEVIATION, PERCENTILE, STD_DEV, VARIANCE, WEIGHTED_AVG ->
          RowType.DOUBLE;
      case COUNT, COUNT_DISTINCT -> RowType.LONG;
      case FIRST, LAST, MAX, MIN, TOP, VALUES -> arguments.get(0).type().computed();
      case SUM -> arguments.get(0).type() == RowType.DOUBLE ? RowType.DOUBLE : RowType.LONG;
    };
  }
}

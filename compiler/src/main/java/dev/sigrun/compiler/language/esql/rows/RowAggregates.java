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
import dev.sigrun.compiler.source.Origin;
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
  private final RowTypes types;
  private final List<Aggregate> aggregates = new ArrayList<>();
  private final List<RowStep.Compute> keys = new ArrayList<>();
  private final Map<String, Column> keyByName = new LinkedHashMap<>();
  private final Map<EsqlExpression, Column> keyByValue = new LinkedHashMap<>();

  RowAggregates(RowScope scope, RowReports reports, RowSearches searches, RowExpressions rows) {
    this.scope = scope;
    this.reports = reports;
    this.searches = searches;
    this.rows = rows;
    this.types = new RowTypes(reports);
  }

  List<RowStep> lower(EsqlCommand.Stats stats) {
    for (EsqlCommand.Field key : stats.keys()) {
      RowExpression value = key(key.value());
      String name = key.name().name();
      Column column =
          known(value)
              .map(same -> new Column(same.number(), name, same.type()))
              .orElseGet(() -> scope.column(name, value.type()));
      if (known(value).isEmpty()) {
        keys.add(new RowStep.Compute(key.origin(), column, value));
      }
      keyByName.put(name, column);
      keyByValue.put(key.value(), column);
    }
    Map<String, Column> result = new LinkedHashMap<>();
    List<RowStep.Compute> after = new ArrayList<>();
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
      return List.of(new RowStep.JoinBack(stats.origin(), aggregates, keys, after));
    }
    scope.replaceBy(result);
    List<RowStep> steps = new ArrayList<>();
    steps.add(new RowStep.Group(stats.origin(), aggregates, keys));
    steps.addAll(after);
    return steps;
  }

  /** The key that is the same column: of a list, both have the same value, as on servers. */
  private Optional<Column> known(RowExpression value) {
    return value instanceof RowExpression.Cell cell
        ? keys.stream()
            .filter(
                key ->
                    key.value() instanceof RowExpression.Cell other
                        && other.column().number() == cell.column().number())
            .map(RowStep.Compute::target)
            .findFirst()
        : Optional.empty();
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
      return calls.call(
          call.origin(), RowFunction.DATE_TRUNC, List.of(rows.lower(arguments.get(0)), time));
    }
    if (!name.equals("BUCKET") || arguments.size() > 2) {
      return rows.lower(expression);
    }
    RowExpression value = rows.lower(arguments.get(0));
    RowExpression width = rows.lower(arguments.get(1));
    return value.type().isDate()
        ? calls.call(call.origin(), RowFunction.DATE_TRUNC, List.of(width, value))
        : calls.call(call.origin(), RowFunction.BUCKET, List.of(value, width));
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
    return composed(call, name, filter)
        .or(() -> AggregateFunction.named(name).map(each -> aggregate(call, each, filter)));
  }

  /** An aggregate that is made of others; empty if it is one of its own. */
  private Optional<RowExpression> composed(
      EsqlExpression.Call call, String name, Optional<RowExpression> filter) {
    Origin origin = call.origin();
    RowCalls calls = new RowCalls(rows, reports, searches);
    RowExpression zero = RowConstants.of(origin, RowType.LONG, 0L);
    return Optional.ofNullable(
        switch (name) {
          case "ABSENT", "PRESENT" -> {
            RowExpression count = aggregate(call, AggregateFunction.COUNT, filter);
            yield name.equals("ABSENT")
                ? new RowExpression.Comparison(origin, RowExpression.Operator.EQUAL, zero, count)
                : new RowExpression.Comparison(origin, RowExpression.Operator.LESS, zero, count);
          }
          case "MEDIAN" -> {
            List<RowExpression> arguments = new ArrayList<>(arguments(call));
            arguments.add(RowConstants.of(origin, RowType.INTEGER, 50));
            yield aggregate(origin, AggregateFunction.PERCENTILE, arguments, filter);
          }
          case "STD_DEV" ->
              calls.call(
                  origin,
                  RowFunction.SQRT,
                  List.of(aggregate(call, AggregateFunction.VARIANCE, filter)));
          case "WEIGHTED_AVG" -> weighted(origin, calls, arguments(call), filter);
          default -> null;
        });
  }

  /**
   * The sum of the products of numbers and weights, by the sum of the weights. As on servers, all
   * rows with a number count alike if the weights are a constant, and no row counts if the numbers
   * are one.
   */
  private RowExpression weighted(
      Origin origin,
      RowCalls calls,
      List<RowExpression> arguments,
      Optional<RowExpression> filter) {
    if (arguments.get(1) instanceof RowExpression.Constant constant && isZeroOrNull(constant)) {
      return reports.refuse(EsqlGroups.FUNCTION, origin, "WEIGHTED_AVG");
    }
    if (arguments.get(0) instanceof RowExpression.Constant constant) {
      return calls.call(origin, RowFunction.MV_AVG, List.of(constant));
    }
    if (arguments.get(1) instanceof RowExpression.Constant) {
      return aggregate(origin, AggregateFunction.AVG, List.of(arguments.get(0)), filter);
    }
    RowExpression number = types.as(RowType.DOUBLE, arguments.get(0));
    RowExpression weight = types.as(RowType.DOUBLE, arguments.get(1));
    RowExpression product = calls.call(origin, RowFunction.MULTIPLY, List.of(number, weight));
    return calls.call(
        origin,
        RowFunction.DIVIDE,
        List.of(
            aggregate(origin, AggregateFunction.SUM, List.of(product), filter),
            aggregate(origin, AggregateFunction.SUM, List.of(weight), filter)));
  }

  private static boolean isZeroOrNull(RowExpression.Constant weight) {
    return weight.values().isEmpty()
        || (weight.values().size() == 1
            && weight.values().get(0) instanceof Number number
            && number.doubleValue() == 0);
  }

  private RowExpression aggregate(
      EsqlExpression.Call call, AggregateFunction function, Optional<RowExpression> filter) {
    return aggregate(call.origin(), function, arguments(call), filter);
  }

  private List<RowExpression> arguments(EsqlExpression.Call call) {
    return call.arguments().stream()
        .filter(argument -> !(argument instanceof EsqlExpression.Star))
        .map(rows::lower)
        .toList();
  }

  private RowExpression aggregate(
      Origin origin,
      AggregateFunction function,
      List<RowExpression> given,
      Optional<RowExpression> filter) {
    return types
        .arguments(function.signature(), given)
        .map(fitting -> made(origin, function, fitting, filter))
        .orElseGet(() -> RowConstants.ofNull(origin));
  }

  private RowExpression made(
      Origin origin,
      AggregateFunction function,
      List<RowExpression> arguments,
      Optional<RowExpression> filter) {
    Column target = scope.column(origin.text(), function.signature().result(arguments));
    aggregates.add(new Aggregate(origin, target, function, arguments, filter));
    return new RowExpression.Cell(origin, target);
  }
}

package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns rows that are grouped into an aggregation, or reports why they cannot be run. */
public final class EsqlGroups {
  private static final DiagnosticKind SEVERAL =
      DiagnosticKind.unsupported(
          "ESQL130",
          "ES|QL STATS of STATS",
          "STATS of the rows that another STATS made is run once, and if its keys are some of those"
              + " of the other one.");
  private static final DiagnosticKind INLINE =
      DiagnosticKind.unsupported(
          "ESQL131", "ES|QL INLINE STATS", "INLINE STATS cannot be run yet.");
  private static final DiagnosticKind NO_RULE =
      DiagnosticKind.unsupported(
          "ESQL132",
          "ES|QL STATS without a rule",
          "STATS is run over the look-back of a rule, which a query by itself does not have.");
  private static final DiagnosticKind INTERVALS =
      DiagnosticKind.unsupported(
          "ESQL133",
          "ES|QL STATS over many intervals",
          "The rule looks back %s times its interval. With STATS, at most %s times is supported.");
  private static final DiagnosticKind LIMITED =
      DiagnosticKind.unsupported(
          "ESQL134",
          "ES|QL LIMIT before STATS",
          "LIMIT before STATS cannot be run: which rows are aggregated would depend on how many"
              + " others a run sees.");
  private static final DiagnosticKind EXPANDED =
      DiagnosticKind.unsupported(
          "ESQL135", "ES|QL MV_EXPAND after STATS", "MV_EXPAND after STATS cannot be run.");
  private static final DiagnosticKind NOW =
      DiagnosticKind.unsupported(
          "ESQL136",
          "ES|QL NOW() before STATS",
          "Before STATS or in it, NOW() can only limit the age of rows, as in 'WHERE @timestamp >"
              + " NOW() - 1 hour': what a row adds to its group cannot change as time passes.");
  private static final DiagnosticKind FUNCTION =
      DiagnosticKind.unsupported(
          "ESQL137", "ES|QL aggregate", "The aggregate %s cannot be run as it is here.");
  private static final DiagnosticKind TYPE =
      DiagnosticKind.unsupported(
          "ESQL138", "ES|QL type of groups", "Groups cannot hold values of the type %s.");
  private static final DiagnosticKind NO_KEYS =
      DiagnosticKind.unsupported(
          "ESQL139",
          "ES|QL STATS without events",
          "STATS without BY makes a row of no events too, which no event can bring about. Add a"
              + " WHERE that drops this row, such as 'WHERE count > 0'.");
  private static final DiagnosticKind SIZE =
      DiagnosticKind.unsupported(
          "ESQL140",
          "ES|QL size of groups",
          "There are %s keys, aggregates and columns in all; at most %s are supported with STATS.");

  private static final int MOST_COLUMNS = 500;

  private final EventRows rows;
  private final DiagnosticSink sink;

  private EsqlGroups(EventRows rows, DiagnosticSink sink) {
    this.rows = rows;
    this.sink = sink;
  }

  /**
   * The meaning of rows of which some are grouped.
   *
   * @param runs when the rule runs; empty if the query is not one of a rule
   * @return empty if it was reported why they cannot be run
   */
  public static Optional<Aggregation> of(
      Origin origin, EventRows rows, Optional<QueryRuns> runs, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    EsqlGroups groups = new EsqlGroups(rows, sink);
    groups.checkRuns(origin, runs);
    return groups
        .query(origin)
        .filter(
            query -> {
              groups.checkWindow(query);
              return !sink.hasErrorsSince(checkpoint);
            });
  }

  /**
   * The meaning of rows of which some are grouped, over all events at one time.
   *
   * @return empty if it was reported why they cannot be run
   */
  static Optional<Aggregation> atOnce(Origin origin, EventRows rows, DiagnosticSink sink) {
    return new EsqlGroups(rows, sink).query(origin);
  }

  private Optional<Aggregation> query(Origin origin) {
    int checkpoint = sink.checkpoint();
    checkShape();
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    Aggregation query =
        new Aggregation(origin, EsqlRows.events(origin, Aggregation.grouped(rows)), rows);
    check(query);
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(query);
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  private List<RowStep.Group> groups() {
    return rows.pipeline().steps().stream()
        .filter(RowStep.Group.class::isInstance)
        .map(RowStep.Group.class::cast)
        .toList();
  }

  /** One group, or one of groups. */
  private void checkShape() {
    List<RowStep.Group> groups = groups();
    groups.stream().filter(RowStep.Group::inline).forEach(each -> report(INLINE, each.origin()));
    List<RowStep.Group> plain = groups.stream().filter(each -> !each.inline()).toList();
    boolean regroups = plain.size() > 1 && Aggregation.regroups(plain.get(0), plain.get(1));
    plain.stream().skip(regroups ? 2 : 1).forEach(each -> report(SEVERAL, each.origin()));
  }

  private void checkRuns(Origin origin, Optional<QueryRuns> runs) {
    if (runs.isEmpty()) {
      report(NO_RULE, groups().get(0).origin());
      return;
    }
    long times = runs.get().lookBack().dividedBy(runs.get().period());
    if (times > AggregatePlan.MAX_INTERVALS) {
      report(INTERVALS, origin, times, AggregatePlan.MAX_INTERVALS);
    }
  }

  private void check(Aggregation query) {
    RowPipeline grouped = query.grouped().pipeline();
    RowPipeline results = query.results();
    List<RowStep> before = new ArrayList<>(grouped.steps());
    List<Column> columns = new ArrayList<>(grouped.outputs());
    if (query.isRegrouped()) {
      before.addAll(query.between().steps());
      columns.addAll(query.between().outputs());
      query.last().aggregates().forEach(this::check);
    }
    columns.addAll(results.outputs());
    for (RowStep step : before) {
      if (step instanceof RowStep.Limit) {
        report(LIMITED, step.origin());
      }
    }
    for (RowStep step : results.steps()) {
      if (step instanceof RowStep.Expand) {
        report(EXPANDED, step.origin());
      }
    }
    query.group().aggregates().forEach(this::check);
    columns.stream()
        .map(Column::type)
        .filter(type -> type == RowType.GEO_POINT || type == RowType.SPAN)
        .distinct()
        .forEach(type -> report(TYPE, query.group().origin(), type.label()));
    if (columns.size() > MOST_COLUMNS) {
      report(SIZE, query.group().origin(), columns.size(), MOST_COLUMNS);
    }
  }

  /** What matters only if windows of time pass. */
  private void checkWindow(Aggregation query) {
    query
        .grouped()
        .pipeline()
        .expressions()
        .filter(EsqlGroups::isNow)
        .findFirst()
        .ifPresent(each -> report(NOW, each.origin()));
    boolean maySeeNothing =
        query.last().keys().isEmpty() && EmptyGroup.mayStay(query.last(), query.results().steps());
    if (maySeeNothing) {
      report(NO_KEYS, query.last().origin());
    }
  }

  private static boolean isNow(RowExpression expression) {
    return expression instanceof RowExpression.Call call && call.function() == RowFunction.NOW;
  }

  private void check(Aggregate aggregate) {
    boolean runs =
        switch (aggregate.function()) {
          case COUNT, COUNT_DISTINCT, VALUES, MIN, MAX, SUM, AVG -> true;
          case TOP -> isConstantTop(aggregate.arguments());
          case ABSENT,
              FIRST,
              LAST,
              MEDIAN,
              MEDIAN_ABSOLUTE_DEVIATION,
              PERCENTILE,
              PRESENT,
              STD_DEV,
              VARIANCE,
              WEIGHTED_AVG ->
              false;
        };
    if (!runs) {
      report(FUNCTION, aggregate.origin(), aggregate.function());
    }
  }

  private static boolean isConstantTop(List<RowExpression> arguments) {
    Optional<Integer> most =
        arguments.size() > 1
                && arguments.get(1) instanceof RowExpression.Constant constant
                && constant.values().size() == 1
                && constant.values().get(0) instanceof Integer number
            ? Optional.of(number)
            : Optional.empty();
    return most.filter(
                number ->
                    number >= 1
                        && number <= dev.sigrun.runtime.detector.aggregate.Aggregate.MAX_TOP)
            .isPresent()
        && arguments.stream().skip(2).allMatch(EsqlGroups::isOrder);
  }

  private static boolean isOrder(RowExpression argument) {
    return argument instanceof RowExpression.Constant constant
        && constant.values().size() == 1
        && List.of("asc", "desc")
            .contains(constant.values().get(0).toString().toLowerCase(Locale.ROOT));
  }
}

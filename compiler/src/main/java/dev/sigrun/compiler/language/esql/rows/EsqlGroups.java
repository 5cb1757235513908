package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.RowStages;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
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
  private static final DiagnosticKind SORTED =
      DiagnosticKind.unsupported(
          "ESQL131",
          "ES|QL SORT before INLINE STATS",
          "SORT before INLINE STATS is refused by servers as well. Move SORT behind it.");
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
  static final DiagnosticKind FUNCTION =
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

  private final Optional<Predicate> sources;
  private final EventRows rows;
  private final DiagnosticSink sink;

  private EsqlGroups(Optional<Predicate> sources, EventRows rows, DiagnosticSink sink) {
    this.sources = sources;
    this.rows = rows;
    this.sink = sink;
  }

  /**
   * The meaning of rows of which some are grouped.
   *
   * @param sources of the events; empty if they may come from anywhere
   * @param runs when the rule runs; empty if the query is not one of a rule
   * @return empty if it was reported why they cannot be run
   */
  public static Optional<Aggregation> of(
      Origin origin,
      Optional<Predicate> sources,
      EventRows rows,
      Optional<QueryRuns> runs,
      DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    EsqlGroups groups = new EsqlGroups(sources, rows, sink);
    groups.checkRuns(origin, runs);
    return groups
        .query(origin, false)
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
    return new EsqlGroups(Optional.empty(), rows, sink).query(origin, true);
  }

  private Optional<Aggregation> query(Origin origin, boolean showsRows) {
    int checkpoint = sink.checkpoint();
    checkSorted();
    Aggregation rough =
        new Aggregation(origin, new Predicate.Constant(origin, true), rows, showsRows);
    Aggregation query =
        new Aggregation(origin, EsqlRows.events(origin, sources, rough.grouped()), rows, showsRows);
    check(query);
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(query);
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  private void checkSorted() {
    List<RowStep> steps = rows.pipeline().steps();
    for (int i = 0; i < steps.size(); i++) {
      boolean joinsLater =
          steps.subList(i, steps.size()).stream().anyMatch(RowStep.JoinBack.class::isInstance);
      if (steps.get(i) instanceof RowStep.Sort && joinsLater) {
        report(SORTED, steps.get(i).origin());
      }
    }
  }

  private void checkRuns(Origin origin, Optional<QueryRuns> runs) {
    if (runs.isEmpty()) {
      report(NO_RULE, firstGrouping());
      return;
    }
    long times = runs.get().lookBack().dividedBy(runs.get().period());
    if (times > AggregatePlan.MAX_INTERVALS) {
      report(INTERVALS, origin, times, AggregatePlan.MAX_INTERVALS);
    }
  }

  /** The steps up to the last one that groups or joins back. */
  private List<RowStep> upToLast() {
    List<RowStep> steps = rows.pipeline().steps();
    int last = steps.size() - 1;
    while (!isGrouping(steps.get(last))) {
      last--;
    }
    return steps.subList(0, last + 1);
  }

  private Origin firstGrouping() {
    return rows.pipeline().steps().stream()
        .filter(EsqlGroups::isGrouping)
        .map(RowStep::origin)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isGrouping(RowStep step) {
    return step instanceof RowStep.Group || step instanceof RowStep.JoinBack;
  }

  private void check(Aggregation query) {
    Origin origin = firstGrouping();
    for (RowStep step : upToLast()) {
      if (step instanceof RowStep.Limit) {
        report(LIMITED, step.origin());
      }
    }
    for (RowStep step : afterGroups()) {
      if (step instanceof RowStep.Expand) {
        report(EXPANDED, step.origin());
      }
    }
    List<Column> columns = new ArrayList<>();
    if (query.isStaged()) {
      RowStages stages = RowStages.of(query);
      stages.aggregates().forEach(this::check);
      stages.columns().forEach(columns::add);
    } else {
      query.group().aggregates().forEach(this::check);
      columns.addAll(query.grouped().pipeline().outputs());
      if (query.isRegrouped()) {
        columns.addAll(query.between().outputs());
        query.last().aggregates().forEach(this::check);
      }
      columns.addAll(query.results().outputs());
    }
    columns.stream()
        .map(Column::type)
        .filter(type -> type == RowType.GEO_POINT || type == RowType.SPAN)
        .distinct()
        .forEach(type -> report(TYPE, origin, type.label()));
    if (columns.size() > MOST_COLUMNS) {
      report(SIZE, origin, columns.size(), MOST_COLUMNS);
    }
  }

  /** The steps after the last one that replaces rows by groups; none if there is no such step. */
  private List<RowStep> afterGroups() {
    List<RowStep> steps = rows.pipeline().steps();
    int last = steps.size() - 1;
    while (last >= 0 && !(steps.get(last) instanceof RowStep.Group)) {
      last--;
    }
    return last < 0 ? List.of() : steps.subList(last + 1, steps.size());
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
    List<RowStep.Group> groups =
        upToLast().stream()
            .filter(RowStep.Group.class::isInstance)
            .map(RowStep.Group.class::cast)
            .toList();
    for (int i = 0; i < groups.size(); i++) {
      boolean isLast = i == groups.size() - 1;
      if (groups.get(i).keys().isEmpty()
          && (!isLast || EmptyGroup.mayStay(groups.get(i), afterGroups()))) {
        report(NO_KEYS, groups.get(i).origin());
      }
    }
  }

  private static boolean isNow(RowExpression expression) {
    return expression instanceof RowExpression.Call call && call.function() == RowFunction.NOW;
  }

  private void check(Aggregate aggregate) {
    boolean runs =
        switch (aggregate.function()) {
          case AVG,
              COUNT,
              COUNT_DISTINCT,
              FIRST,
              LAST,
              MAX,
              MEDIAN_ABSOLUTE_DEVIATION,
              MIN,
              SUM,
              VALUES,
              VARIANCE ->
              true;
          case TOP -> isConstantTop(aggregate.arguments());
          case PERCENTILE -> isPercent(aggregate.arguments().get(1));
        };
    if (!runs) {
      report(FUNCTION, aggregate.origin(), aggregate.function());
    }
  }

  private static boolean isPercent(RowExpression argument) {
    return argument instanceof RowExpression.Constant constant
        && constant.values().size() == 1
        && constant.values().get(0) instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 100;
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

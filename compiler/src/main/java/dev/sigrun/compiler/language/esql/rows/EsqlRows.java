package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.TextPattern;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EventFields;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Turns the commands of a checked query into steps of rows. */
public final class EsqlRows implements EsqlCommand.Visitor<List<RowStep>> {
  private static final DiagnosticKind BAD_GROK =
      DiagnosticKind.error("ESQL114", "This pattern of GROK cannot be run: %s.");
  private static final DiagnosticKind POINT =
      DiagnosticKind.unsupported(
          "ESQL117", "ES|QL points", "The points of '%s' cannot be read from events.");
  private static final DiagnosticKind TOO_LARGE =
      DiagnosticKind.unsupported(
          "ESQL115",
          "ES|QL size",
          "A query that runs has at most %s columns, %s steps, %s operators and constants, and %s"
              + " patterns. This one has more.");

  private static final int MOST_COLUMNS = 2_000;
  private static final int MOST_STEPS = 1_000;
  private static final int MOST_PARTS = 20_000;
  static final int MOST_PATTERNS = 1_000;

  private final RowReports reports;
  private final RowScope scope;
  private final RowSearches searches;
  private final RowExpressions expressions;

  private EsqlRows(EventFields fields, QueryContext context, DiagnosticSink sink) {
    reports = new RowReports(sink);
    scope = new RowScope(fields);
    searches = new RowSearches(context.fields(), reports);
    expressions =
        new RowExpressions(reports, searches, scope::find, expression -> Optional.empty());
  }

  /**
   * The rows of a query.
   *
   * @param fields the fields of events, as its check found them
   * @return empty if it was reported that some part of the query cannot be run
   */
  public static Optional<EventRows> of(
      EsqlQuery query, EventFields fields, QueryContext context, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    EsqlRows lowering = new EsqlRows(fields, context, sink);
    query.from().metadata().forEach(column -> lowering.metadata(column));
    List<RowStep> steps = new ArrayList<>();
    query.commands().forEach(command -> steps.addAll(command.accept(lowering)));
    if (lowering.isLarge(steps)) {
      refuseSize(query.origin(), lowering.reports);
    }
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    RowScope scope = lowering.scope;
    return Optional.of(
        new EventRows(
            new RowPipeline(scope.inputs(), steps, scope.outputs(), scope.size()),
            scope.inputFields(),
            lowering.searches.tests()));
  }

  /** Reports fields of points that rows read. */
  public static void checkPoints(EsqlQuery query, EventRows rows, DiagnosticSink sink) {
    for (Field field : rows.usedFields()) {
      if (field.type() == ValueType.OBJECT) {
        SourceText text = query.origin().source();
        sink.report(POINT, text, text.whole(), field.name());
      }
    }
  }

  static void refuseSize(Origin origin, RowReports reports) {
    reports.refuse(TOO_LARGE, origin, MOST_COLUMNS, MOST_STEPS, MOST_PARTS, MOST_PATTERNS);
  }

  /**
   * The events of which a row stays.
   *
   * @param sources of the events; empty if they may come from anywhere
   * @param rows of which each comes from one event
   */
  public static Predicate events(Origin origin, Optional<Predicate> sources, EventRows rows) {
    List<Predicate> terms = new ArrayList<>();
    sources.ifPresent(terms::add);
    terms.addAll(NecessaryConditions.of(rows));
    terms.add(new Predicate.AnyRow(origin, rows));
    return Predicate.and(origin, terms);
  }

  /** Metadata that no row can hold are reported where they are used. */
  private void metadata(EsqlExpression.Column column) {
    scope.find(column.name());
  }

  private boolean isLarge(List<RowStep> steps) {
    return scope.size() > MOST_COLUMNS
        || steps.size() > MOST_STEPS
        || parts(steps) > MOST_PARTS
        || steps.stream()
                .flatMap(step -> step.expressions().stream())
                .flatMap(RowExpression::all)
                .mapToInt(EsqlRows::constants)
                .sum()
            > MOST_PATTERNS;
  }

  /** The number of operators and operands, or one that is too large. */
  private static int parts(List<RowStep> steps) {
    int parts = 0;
    for (RowStep step : steps) {
      parts += parts(step.expressions(), MOST_PARTS - parts);
    }
    return parts;
  }

  /** Ends when there are too many: lists of RLIKE repeat what they test, so each may double it. */
  private static int parts(List<RowExpression> expressions, int most) {
    int parts = 0;
    for (RowExpression expression : expressions) {
      if (parts > most) {
        break;
      }
      parts += 1 + parts(expression.children(), most - parts - 1);
    }
    return parts;
  }

  /** How many constants of generated code, or values of a list that is one, are made for it. */
  private static int constants(RowExpression expression) {
    if (expression instanceof RowExpression.Constant constant) {
      boolean inline =
          switch (constant.type()) {
            case UNSIGNED_LONG, IP, VERSION, SPAN -> false;
            default -> constant.values().size() == 1;
          };
      return inline ? 0 : constant.values().size();
    }
    boolean isPattern =
        expression instanceof RowExpression.Like
            || expression instanceof RowExpression.RegexLike
            || expression instanceof RowExpression.InBlocks
            || expression instanceof RowExpression.In
            || (expression instanceof RowExpression.Call call
                && call.function().signature().takesPattern());
    return isPattern ? 1 : 0;
  }

  @Override
  public List<RowStep> visitWhere(EsqlCommand.Where where) {
    return List.of(new RowStep.Filter(where.origin(), expressions.condition(where.condition())));
  }

  @Override
  public List<RowStep> visitEval(EsqlCommand.Eval eval) {
    List<RowStep> steps = new ArrayList<>();
    for (EsqlCommand.Field field : eval.fields()) {
      RowExpression value = expressions.lower(field.value());
      String name = field.name().name();
      Column column = scope.column(name, value.type().computed());
      steps.add(new RowStep.Compute(field.origin(), column, value));
      scope.put(name, column);
    }
    return steps;
  }

  @Override
  public List<RowStep> visitStats(EsqlCommand.Stats stats) {
    return new RowAggregates(scope, reports, searches, expressions).lower(stats);
  }

  @Override
  public List<RowStep> visitKeep(EsqlCommand.Keep keep) {
    scope.keep(keep.patterns());
    return List.of();
  }

  @Override
  public List<RowStep> visitDrop(EsqlCommand.Drop drop) {
    scope.drop(drop.patterns());
    return List.of();
  }

  @Override
  public List<RowStep> visitRename(EsqlCommand.Rename rename) {
    rename.renamings().forEach(each -> scope.rename(each.from().name(), each.to().name()));
    return List.of();
  }

  @Override
  public List<RowStep> visitMvExpand(EsqlCommand.MvExpand expand) {
    String name = expand.column().name();
    Optional<Column> source = scope.find(name);
    if (source.isEmpty()) {
      reports.type(expand.column().origin(), "'" + name + "'", "not supported");
      return List.of();
    }
    Column target = scope.column(name, source.get().type());
    scope.replace(name, target);
    return List.of(new RowStep.Expand(expand.origin(), source.get(), target));
  }

  @Override
  public List<RowStep> visitSort(EsqlCommand.Sort sort) {
    return List.of(
        new RowStep.Sort(
            sort.origin(),
            sort.orders().stream()
                .map(
                    order ->
                        new RowStep.Order(
                            expressions.lower(order.value()),
                            order.descending(),
                            order.nullsFirst()))
                .toList()));
  }

  @Override
  public List<RowStep> visitLimit(EsqlCommand.Limit limit) {
    return List.of(new RowStep.Limit(limit.origin(), limit.count()));
  }

  @Override
  public List<RowStep> visitGrok(EsqlCommand.Grok grok) {
    try {
      return extract(grok, grok.input(), new TextPattern.Grok(grok.pattern().value()));
    } catch (PatternSyntaxException e) {
      reports.refuse(BAD_GROK, grok.pattern().origin(), e.getDescription());
    } catch (IllegalArgumentException e) {
      reports.refuse(BAD_GROK, grok.pattern().origin(), String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  @Override
  public List<RowStep> visitDissect(EsqlCommand.Dissect dissect) {
    return extract(
        dissect,
        dissect.input(),
        new TextPattern.Dissect(dissect.pattern().value(), dissect.separator()));
  }

  private List<RowStep> extract(EsqlCommand command, EsqlExpression input, TextPattern pattern) {
    RowExpression text = expressions.text(input);
    List<Column> targets =
        pattern.keys().stream().map(key -> scope.column(key.name(), key.type())).toList();
    targets.forEach(target -> scope.put(target.name(), target));
    return List.of(new RowStep.Extract(command.origin(), text, pattern, targets));
  }

  /** Refused by the check. */
  @Override
  public List<RowStep> visitCompletion(EsqlCommand.Completion completion) {
    return List.of();
  }
}

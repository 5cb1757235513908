package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.EventFilter;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.MaxSpan;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Pipe;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Stage;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import dev.sigrun.grammar.eql.EqlBaseParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Makes a syntax tree of a parse tree without syntax errors. Refuses what the grammar only accepts
 * for the sake of a better message, and continues with a placeholder: the tree is good if nothing
 * was reported.
 */
final class EqlTreeBuilder {
  static final DiagnosticKind ALIAS =
      DiagnosticKind.unsupported(
          "EQL025", "Names for events such as 'as %s' belong to the dialect of Elastic Endpoint.");

  static final DiagnosticKind JOIN =
      DiagnosticKind.error(
          "EQL026", "Elasticsearch has no 'join'. Use 'sample' for events in any order.");

  static final DiagnosticKind NO_CATEGORY =
      DiagnosticKind.error(
          "EQL027",
          "%s cannot be an event category. Write a name, a string in double quotes or 'any'.");

  static final DiagnosticKind OPTIONAL_CATEGORY =
      DiagnosticKind.error(
          "EQL028", "An event category cannot be optional. Use 'any' for events without one.");

  static final DiagnosticKind MISSING_CATEGORY =
      DiagnosticKind.error(
          "EQL029",
          "Found 'where', expected an event category. Write 'any where' to take all events.");

  static final DiagnosticKind BY_AFTER_WITH =
      DiagnosticKind.error("EQL030", "Write 'by' before 'with'.");

  static final DiagnosticKind REPEATED_CLAUSE =
      DiagnosticKind.error("EQL031", "Found a second '%s', expected at most one.");

  static final DiagnosticKind UNKNOWN_OPTION =
      DiagnosticKind.error("EQL032", "%s is not an option here. After %s only '%s' can be set.");

  static final DiagnosticKind NO_TIME_UNIT =
      DiagnosticKind.error(
          "EQL033",
          "The time unit is missing. Did you mean '%ss'? The units are ms, s, m, h and d.");

  static final DiagnosticKind SPAN_NOT_POSITIVE =
      DiagnosticKind.error("EQL034", "Found %s, expected a 'maxspan' greater than zero.");

  static final DiagnosticKind DECIMAL_SPAN =
      DiagnosticKind.error(
          "EQL035", "Found %s, expected an integer. Use a smaller unit: ms, s, m, h or d.");

  static final DiagnosticKind UNKNOWN_TIME_UNIT =
      DiagnosticKind.error("EQL036", "Unknown time unit %s. Use ms, s, m, h or d.");

  static final DiagnosticKind SPAN_TOO_LONG =
      DiagnosticKind.error("EQL037", "This time span is too long.");

  static final DiagnosticKind RUNS_OUT_OF_RANGE =
      DiagnosticKind.error("EQL038", "Found %s, expected an integer from 1 to 100 for 'runs'.");

  static final DiagnosticKind KEY_NOT_FIELD =
      DiagnosticKind.error("EQL039", "Found %s as a join key, expected a field.");

  static final DiagnosticKind UNTIL_NOT_LAST =
      DiagnosticKind.error("EQL045", "Expected at most one 'until', after all other events.");

  static final DiagnosticKind UNKNOWN_PIPE = DiagnosticKind.error("EQL050", "Unknown pipe %s.%s");

  static final DiagnosticKind UNSUPPORTED_PIPE =
      DiagnosticKind.error(
          "EQL051", "Elasticsearch has no pipe '%s'. Only 'head' and 'tail' work.");

  static final DiagnosticKind PIPE_ARGUMENTS =
      DiagnosticKind.error("EQL052", "The pipe '%s' takes one number, but has %s arguments.");

  static final DiagnosticKind PIPE_COUNT =
      DiagnosticKind.error(
          "EQL053", "Found %s, expected a number of events: an integer of at least 0.");

  private static final int MOST_RUNS = 100;
  private static final Set<String> PIPES = Set.of("head", "tail");
  private static final Set<String> OLD_PIPES =
      Set.of("count", "filter", "sort", "unique", "unique_count");

  private final EqlReports reports;
  private final EqlExpressionBuilder expressions;

  EqlTreeBuilder(SourceText source, DiagnosticSink sink) {
    this.reports = new EqlReports(source, sink);
    this.expressions = new EqlExpressionBuilder(reports);
  }

  EqlExpression expression(EqlBaseParser.ExpressionContext ctx) {
    return expressions.expression(ctx);
  }

  /** The tree, or empty if there is no tree for what is written. */
  Optional<EqlQuery> query(EqlBaseParser.SingleQueryContext single) {
    EqlBaseParser.QueryContext ctx = single.query();
    if (ctx instanceof EqlBaseParser.EventStatementContext event) {
      EventFilter filter = eventFilter(event.eventQuery());
      return Optional.of(
          new EqlQuery.SingleEvent(reports.origin(ctx), filter, pipes(event.pipe())));
    }
    EqlBaseParser.CorrelationStatementContext statement =
        (EqlBaseParser.CorrelationStatementContext) ctx;
    Token kind = statement.correlation().kind;
    return switch (kind.getType()) {
      case EqlBaseLexer.SEQUENCE -> Optional.of(sequence(statement));
      case EqlBaseLexer.SAMPLE -> Optional.of(sample(statement));
      default -> {
        reports.error(JOIN, kind);
        yield Optional.empty();
      }
    };
  }

  private EventFilter eventFilter(EqlBaseParser.EventQueryContext ctx) {
    EqlQuery.Category category = category(ctx);
    return new EventFilter(reports.origin(ctx), category, expression(ctx.expression()));
  }

  private EqlQuery.Category category(EqlBaseParser.EventQueryContext event) {
    EqlBaseParser.CategoryContext ctx = event.category();
    if (ctx == null) {
      Token where = event.WHERE().getSymbol();
      reports.error(MISSING_CATEGORY, where);
      return new EqlQuery.Category(reports.origin(where, where), Optional.empty());
    }
    Optional<String> name = Optional.empty();
    if (ctx instanceof EqlBaseParser.NamedCategoryContext) {
      name = Optional.of(ctx.getText());
    } else if (ctx instanceof EqlBaseParser.TextCategoryContext) {
      name = EqlExpressionBuilder.text(ctx.getStart());
    } else if (ctx instanceof EqlBaseParser.OptionalCategoryContext) {
      reports.error(OPTIONAL_CATEGORY, ctx);
    } else if (!(ctx instanceof EqlBaseParser.AnyCategoryContext)) {
      reports.error(NO_CATEGORY, ctx, Excerpt.of(ctx.getText()));
    }
    return new EqlQuery.Category(reports.origin(ctx), name);
  }

  private EqlQuery sequence(EqlBaseParser.CorrelationStatementContext statement) {
    EqlBaseParser.CorrelationContext ctx = statement.correlation();
    Clauses header = clauses(ctx.clause(), "maxspan", "'sequence'");
    List<Stage> stages = stages(ctx, Optional.empty());
    Optional<Stage> until = until(ctx);
    EqlQuery.Sequence sequence =
        new EqlQuery.Sequence(
            reports.origin(statement),
            header.keys(),
            header.maxSpan(),
            stages,
            until,
            pipes(statement.pipe()));
    new EqlCorrelationCheck(reports, ctx.kind).check(sequence);
    return sequence;
  }

  private EqlQuery sample(EqlBaseParser.CorrelationStatementContext statement) {
    EqlBaseParser.CorrelationContext ctx = statement.correlation();
    EqlCorrelationCheck check = new EqlCorrelationCheck(reports, ctx.kind);
    List<EqlBaseParser.ClauseContext> allowed = withoutOptions(ctx.clause(), check);
    Clauses header = clauses(allowed, "", "'sample'");
    List<Stage> stages = stages(ctx, Optional.of(check));
    ctx.correlationItem().stream()
        .filter(item -> item.UNTIL() != null)
        .forEach(item -> check.refuse("until", item.UNTIL().getSymbol()));
    statement.pipe().forEach(pipe -> check.refuse("|", pipe.getStart()));
    EqlQuery.Sample sample =
        new EqlQuery.Sample(reports.origin(statement), header.keys(), stages, List.of());
    check.check(sample);
    return sample;
  }

  /** The clauses that a sample may have; the others are reported. */
  private static List<EqlBaseParser.ClauseContext> withoutOptions(
      List<EqlBaseParser.ClauseContext> clauses, EqlCorrelationCheck check) {
    List<EqlBaseParser.ClauseContext> allowed = new ArrayList<>();
    for (EqlBaseParser.ClauseContext clause : clauses) {
      if (clause instanceof EqlBaseParser.WithClauseContext with) {
        check.refuse("with", with.getStart());
      } else {
        allowed.add(clause);
      }
    }
    return allowed;
  }

  private List<Stage> stages(
      EqlBaseParser.CorrelationContext ctx, Optional<EqlCorrelationCheck> sampleCheck) {
    return ctx.correlationItem().stream()
        .filter(item -> item.UNTIL() == null)
        .map(item -> stage(item.stage(), sampleCheck))
        .toList();
  }

  private Optional<Stage> until(EqlBaseParser.CorrelationContext ctx) {
    Optional<Stage> until = Optional.empty();
    List<EqlBaseParser.CorrelationItemContext> items = ctx.correlationItem();
    for (int i = 0; i < items.size(); i++) {
      EqlBaseParser.CorrelationItemContext item = items.get(i);
      if (item.UNTIL() == null) {
        continue;
      }
      if (i < items.size() - 1) {
        reports.error(UNTIL_NOT_LAST, item.UNTIL().getSymbol());
      }
      until = Optional.of(stage(item.stage(), Optional.empty()));
    }
    return until;
  }

  private Stage stage(EqlBaseParser.StageContext ctx, Optional<EqlCorrelationCheck> sampleCheck) {
    boolean missing = ctx.open.getType() == EqlBaseLexer.MISSING;
    List<EqlBaseParser.ClauseContext> clauses =
        ctx.stageSuffix().stream()
            .map(EqlBaseParser.StageSuffixContext::clause)
            .filter(Objects::nonNull)
            .toList();
    for (EqlBaseParser.StageSuffixContext suffix : ctx.stageSuffix()) {
      if (suffix.alias() != null) {
        reports.error(ALIAS, suffix, suffix.alias().identifier().getText());
      }
    }
    if (sampleCheck.isPresent()) {
      clauses = withoutOptions(clauses, sampleCheck.get());
      if (missing) {
        sampleCheck.get().refuse("![", ctx.open);
      }
    }
    EventFilter filter = eventFilter(ctx.eventQuery());
    Clauses own = clauses(clauses, "runs", "an event");
    return new Stage(reports.origin(ctx), missing, filter, own.keys(), own.runs());
  }

  /** The options after 'sequence' or after an event. */
  private record Clauses(List<Field> keys, Optional<MaxSpan> maxSpan, int runs) {}

  private Clauses clauses(List<EqlBaseParser.ClauseContext> clauses, String option, String place) {
    List<Field> keys = new ArrayList<>();
    Optional<MaxSpan> maxSpan = Optional.empty();
    int runs = 1;
    int by = 0;
    int with = 0;
    for (EqlBaseParser.ClauseContext clause : clauses) {
      if (clause instanceof EqlBaseParser.ByClauseContext keyClause) {
        if (with > 0) {
          reports.error(BY_AFTER_WITH, keyClause.BY().getSymbol());
        } else if (by > 0) {
          reports.error(REPEATED_CLAUSE, keyClause.BY().getSymbol(), "by");
        }
        by++;
        keyClause.expression().forEach(key -> keys.add(key(key)));
        continue;
      }
      EqlBaseParser.WithClauseContext setting = (EqlBaseParser.WithClauseContext) clause;
      if (with++ > 0) {
        reports.error(REPEATED_CLAUSE, setting.WITH().getSymbol(), "with");
      }
      if (!setting.option.getText().equals(option)) {
        String found = Excerpt.of(setting.option.getText());
        reports.error(UNKNOWN_OPTION, setting.option, found, place, option);
      } else if (setting.option.getType() == EqlBaseLexer.MAXSPAN) {
        maxSpan = Optional.of(maxSpan(setting));
      } else {
        runs = runs(setting.setting());
      }
    }
    return new Clauses(keys, maxSpan, runs);
  }

  private Field key(EqlBaseParser.ExpressionContext ctx) {
    int before = reports.count();
    EqlExpression key = expression(ctx);
    if (key instanceof Field field) {
      return field;
    }
    Origin origin = reports.origin(ctx);
    if (reports.count() == before) {
      reports.error(KEY_NOT_FIELD, origin, Excerpt.of(origin.text()));
    }
    return new Field(origin, "", false);
  }

  private MaxSpan maxSpan(EqlBaseParser.WithClauseContext with) {
    Origin origin = reports.origin(with);
    MaxSpan placeholder = new MaxSpan(origin, 1, MaxSpan.Unit.SECONDS);
    EqlBaseParser.SettingContext ctx = with.setting();
    Token number = ctx.number().getStart();
    String found = Excerpt.of(reports.origin(ctx).text());
    if (number.getType() == EqlBaseLexer.DECIMAL) {
      reports.error(DECIMAL_SPAN, ctx, found);
      return placeholder;
    }
    Optional<Number> amount = EqlNumbers.integer(number.getText());
    boolean minus = ctx.sign != null && ctx.sign.getType() == EqlBaseLexer.MINUS;
    if (minus || amount.filter(value -> value.longValue() == 0).isPresent()) {
      reports.error(SPAN_NOT_POSITIVE, ctx, found);
      return placeholder;
    }
    if (ctx.unit == null) {
      reports.error(NO_TIME_UNIT, ctx, reports.origin(ctx).text());
      return placeholder;
    }
    Optional<MaxSpan.Unit> unit =
        Arrays.stream(MaxSpan.Unit.values())
            .filter(candidate -> candidate.symbol().equals(ctx.unit.getText()))
            .findFirst();
    if (unit.isEmpty()) {
      reports.error(UNKNOWN_TIME_UNIT, ctx.unit, Excerpt.of(ctx.unit.getText()));
      return placeholder;
    }
    long longest = Long.MAX_VALUE / unit.get().millis();
    if (amount.isEmpty() || amount.get().longValue() > longest) {
      reports.error(SPAN_TOO_LONG, ctx);
      return placeholder;
    }
    return new MaxSpan(origin, amount.get().longValue(), unit.get());
  }

  private int runs(EqlBaseParser.SettingContext ctx) {
    Token number = ctx.number().getStart();
    Optional<Number> runs =
        number.getType() == EqlBaseLexer.INTEGER && ctx.sign == null && ctx.unit == null
            ? EqlNumbers.integer(number.getText())
            : Optional.empty();
    long value = runs.map(Number::longValue).orElse(0L);
    if (value < 1 || value > MOST_RUNS) {
      reports.error(RUNS_OUT_OF_RANGE, ctx, Excerpt.of(reports.origin(ctx).text()));
      // Two: whatever is meant, the sequence is not too short because of it.
      return 2;
    }
    return (int) value;
  }

  private List<Pipe> pipes(List<EqlBaseParser.PipeContext> pipes) {
    return pipes.stream().flatMap(pipe -> pipe(pipe).stream()).toList();
  }

  private Optional<Pipe> pipe(EqlBaseParser.PipeContext ctx) {
    String name = ctx.identifier().getText();
    if (OLD_PIPES.contains(name)) {
      reports.error(UNSUPPORTED_PIPE, ctx.identifier(), name);
      return Optional.empty();
    }
    if (!PIPES.contains(name)) {
      String suggestion = Suggestions.didYouMean(name, PIPES);
      String hint = suggestion.isEmpty() ? " Only 'head' and 'tail' work." : suggestion;
      reports.error(UNKNOWN_PIPE, ctx.identifier(), Excerpt.of(name), hint);
      return Optional.empty();
    }
    int arguments = ctx.expression().size();
    if (arguments != 1) {
      reports.error(PIPE_ARGUMENTS, ctx, name, arguments == 0 ? "no" : arguments);
      return Optional.empty();
    }
    Pipe.Kind kind = name.equals("head") ? Pipe.Kind.HEAD : Pipe.Kind.TAIL;
    return Optional.of(new Pipe(reports.origin(ctx), kind, count(ctx.expression(0))));
  }

  /** Refuses what cannot be a count for its looks; analysis folds the rest. */
  private EqlExpression count(EqlBaseParser.ExpressionContext ctx) {
    int before = reports.count();
    EqlExpression count = expression(ctx);
    boolean integer =
        count instanceof EqlExpression.NumberLiteral number && number.value() instanceof Integer;
    boolean computed =
        count instanceof EqlExpression.Arithmetic || count instanceof EqlExpression.Call;
    if (!integer && !computed && reports.count() == before) {
      Origin origin = reports.origin(ctx);
      reports.error(PIPE_COUNT, origin, Excerpt.of(origin.text()));
    }
    return count;
  }
}

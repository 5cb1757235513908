package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.EventFilter;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Stage;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import dev.sigrun.grammar.eql.EqlBaseParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  static final DiagnosticKind UNTIL_NOT_LAST =
      DiagnosticKind.error("EQL045", "Expected at most one 'until', after all other events.");

  private final SyntaxReports reports;
  private final EqlExpressionBuilder expressions;
  private final EqlPipes pipes;

  EqlTreeBuilder(SourceText source, DiagnosticSink sink) {
    this.reports = new SyntaxReports(source, sink);
    this.expressions = new EqlExpressionBuilder(reports);
    this.pipes = new EqlPipes(reports, expressions);
  }

  EqlExpression expression(EqlBaseParser.ExpressionContext ctx) {
    return expressions.expression(ctx);
  }

  /** The tree, or empty if the text has no tree. */
  Optional<EqlQuery> query(EqlBaseParser.SingleQueryContext single) {
    EqlBaseParser.QueryContext ctx = single.query();
    if (ctx instanceof EqlBaseParser.EventStatementContext event) {
      EventFilter filter = eventFilter(event.eventQuery());
      return Optional.of(
          new EqlQuery.SingleEvent(reports.origin(ctx), filter, pipes.pipes(event.pipe())));
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
    EqlClauses header = clauses(ctx.clause(), "maxspan", "'sequence'");
    List<Stage> stages = stages(ctx, Optional.empty());
    Optional<Stage> until = until(ctx);
    EqlQuery.Sequence sequence =
        new EqlQuery.Sequence(
            reports.origin(statement),
            header.keys(),
            header.maxSpan(),
            stages,
            until,
            pipes.pipes(statement.pipe()));
    new EqlCorrelationCheck(reports, ctx.kind).check(sequence);
    return sequence;
  }

  private EqlQuery sample(EqlBaseParser.CorrelationStatementContext statement) {
    EqlBaseParser.CorrelationContext ctx = statement.correlation();
    EqlCorrelationCheck check = new EqlCorrelationCheck(reports, ctx.kind);
    List<EqlBaseParser.ClauseContext> allowed = withoutOptions(ctx.clause(), check);
    EqlClauses header = clauses(allowed, "", "'sample'");
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
    EqlClauses own = clauses(clauses, "runs", "an event");
    return new Stage(reports.origin(ctx), missing, filter, own.keys(), own.runs());
  }

  private EqlClauses clauses(
      List<EqlBaseParser.ClauseContext> clauses, String option, String place) {
    return EqlClauses.of(clauses, option, place, reports, expressions);
  }
}

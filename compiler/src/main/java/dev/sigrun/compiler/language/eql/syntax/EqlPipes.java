package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Pipe;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.grammar.eql.EqlBaseParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the pipes after a query. */
final class EqlPipes {
  static final DiagnosticKind UNKNOWN_PIPE = DiagnosticKind.error("EQL050", "Unknown pipe %s.%s");

  static final DiagnosticKind UNSUPPORTED_PIPE =
      DiagnosticKind.error(
          "EQL051", "Elasticsearch has no pipe '%s'. Only 'head' and 'tail' work.");

  static final DiagnosticKind PIPE_ARGUMENTS =
      DiagnosticKind.error("EQL052", "The pipe '%s' takes one number, but has %s arguments.");

  static final DiagnosticKind PIPE_COUNT =
      DiagnosticKind.error(
          "EQL053", "Found %s, expected a number of events: an integer of at least 0.");

  private static final Set<String> PIPES = Set.of("head", "tail");
  private static final Set<String> OLD_PIPES =
      Set.of("count", "filter", "sort", "unique", "unique_count");

  private final SyntaxReports reports;
  private final EqlExpressionBuilder expressions;

  EqlPipes(SyntaxReports reports, EqlExpressionBuilder expressions) {
    this.reports = reports;
    this.expressions = expressions;
  }

  /** The pipes without those that are refused. */
  List<Pipe> pipes(List<EqlBaseParser.PipeContext> pipes) {
    return pipes.stream().flatMap(pipe -> pipe(pipe).stream()).toList();
  }

  private Optional<Pipe> pipe(EqlBaseParser.PipeContext ctx) {
    String name = ctx.identifier().getText();
    if (OLD_PIPES.contains(name)) {
      reports.error(UNSUPPORTED_PIPE, ctx.identifier(), name);
      return Optional.empty();
    }
    if (!PIPES.contains(name)) {
      DidYouMean suggestion = Suggestions.didYouMean(name, PIPES);
      Object hint = suggestion.isEmpty() ? " Only 'head' and 'tail' work." : suggestion;
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
    EqlExpression count = expressions.expression(ctx);
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

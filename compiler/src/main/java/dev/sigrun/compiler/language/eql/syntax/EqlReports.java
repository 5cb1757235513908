package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Places in one query, and a limited number of reports about them. */
final class EqlReports {
  /** More reports than this are of no use. */
  private static final int MOST_REPORTS = 100;

  private final SourceText source;
  private final DiagnosticSink sink;
  private int reports;

  EqlReports(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  Origin origin(ParserRuleContext ctx) {
    return origin(ctx.getStart(), ctx.getStop());
  }

  Origin origin(Token first, Token last) {
    return Origin.of(source, EqlTokens.span(first).to(EqlTokens.span(last)));
  }

  void error(DiagnosticKind kind, ParserRuleContext ctx, Object... arguments) {
    error(kind, origin(ctx), arguments);
  }

  void error(DiagnosticKind kind, Token token, Object... arguments) {
    error(kind, EqlTokens.span(token), arguments);
  }

  void error(DiagnosticKind kind, Origin origin, Object... arguments) {
    error(kind, origin.span(), arguments);
  }

  void error(DiagnosticKind kind, Span span, Object... arguments) {
    if (++reports <= MOST_REPORTS) {
      sink.report(kind, source, span, arguments);
    }
  }

  /** The number of reports so far. */
  int count() {
    return reports;
  }
}

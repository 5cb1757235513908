package dev.sigrun.compiler.language.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Places in one query, and a limited number of reports about them. */
public final class SyntaxReports {
  /** More reports than this are of no use. */
  public static final int MOST_REPORTS = 100;

  private final SourceText source;
  private final DiagnosticSink sink;
  private int reports;

  /** Reports about {@code source} for {@code sink}. */
  public SyntaxReports(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** The span of {@code token}, which is empty at the end of the text. */
  public static Span span(Token token) {
    return new Span(
        token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex() + 1));
  }

  /** The position of everything in {@code ctx}. */
  public Origin origin(ParserRuleContext ctx) {
    return origin(ctx.getStart(), ctx.getStop());
  }

  /** From the start of one token to the end of another. */
  public Origin origin(Token first, Token last) {
    return Origin.of(source, span(first).to(span(last)));
  }

  /** Reports about all that {@code ctx} holds. */
  public void error(DiagnosticKind kind, ParserRuleContext ctx, Object... arguments) {
    error(kind, origin(ctx), arguments);
  }

  /** Reports about a token. */
  public void error(DiagnosticKind kind, Token token, Object... arguments) {
    error(kind, span(token), arguments);
  }

  /** Reports about a place of the query. */
  public void error(DiagnosticKind kind, Origin origin, Object... arguments) {
    error(kind, origin.span(), arguments);
  }

  /** Reports about a part of the query's text. */
  public void error(DiagnosticKind kind, Span span, Object... arguments) {
    if (++reports <= MOST_REPORTS) {
      sink.report(kind, source, span, arguments);
    }
  }

  /** The number of reports so far. */
  public int count() {
    return reports;
  }
}

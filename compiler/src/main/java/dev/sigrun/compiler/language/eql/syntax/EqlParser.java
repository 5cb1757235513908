package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.FirstSyntaxError;
import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.compiler.language.syntax.OtherLanguage;
import dev.sigrun.compiler.language.syntax.TwoStageParse;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.eql.EqlBaseParser;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/**
 * Parses EQL. Whatever the text is, the answer is a tree or at least one error in the sink, after
 * time and memory in proportion to the text and with little stack.
 */
public final class EqlParser {
  static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("EQL001", "The query has %s characters. At most %s are allowed.");

  static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error(
          "EQL002", "This is nested more than %s levels deep. Split it or remove parentheses.");

  static final DiagnosticKind OTHER_LANGUAGE =
      DiagnosticKind.error(
          "EQL049",
          "This is read as EQL, which starts with an event category: 'any where ...'. It looks like"
              + " %s: a rule in it has language \"%s\" and type \"%s\".");

  /** UTF-16 units that are read. */
  static final int LONGEST_TEXT = 1 << 20;

  private final SourceText source;
  private final DiagnosticSink sink;
  private final boolean isQuery;

  private EqlParser(SourceText source, DiagnosticSink sink, boolean isQuery) {
    this.source = source;
    this.sink = sink;
    this.isQuery = isQuery;
  }

  /**
   * Reads a whole query.
   *
   * @return the tree, or empty if an error was reported
   */
  public static Optional<EqlQuery> parse(SourceText source, DiagnosticSink sink) {
    return new EqlParser(source, sink, true)
        .read(EqlBaseParser::singleQuery, EqlTreeBuilder::query);
  }

  /**
   * Parses a condition or another expression on its own, without an event category.
   *
   * @return the tree, or empty if an error was reported
   */
  public static Optional<EqlExpression> parseExpression(SourceText source, DiagnosticSink sink) {
    return new EqlParser(source, sink, false)
        .read(
            EqlBaseParser::singleExpression,
            (builder, tree) -> Optional.of(builder.expression(tree.expression())));
  }

  private <C, T> Optional<T> read(
      Function<EqlBaseParser, C> rule, BiFunction<EqlTreeBuilder, C, Optional<T>> build) {
    int checkpoint = sink.checkpoint();
    return tokens()
        .flatMap(tokens -> parse(tokens, rule))
        .flatMap(tree -> build.apply(new EqlTreeBuilder(source, sink), tree))
        .filter(tree -> !sink.hasErrorsSince(checkpoint));
  }

  private Optional<OtherLanguage> otherLanguage() {
    return OtherLanguage.of(source.content(), OtherLanguage.ESQL, OtherLanguage.KQL);
  }

  private Optional<CommonTokenStream> tokens() {
    int length = source.content().length();
    if (length > LONGEST_TEXT) {
      sink.report(TOO_LONG, source, new Span(0, 0), length, LONGEST_TEXT);
      return Optional.empty();
    }
    return EqlTokens.read(source, sink).filter(this::isShallow);
  }

  private boolean isShallow(CommonTokenStream tokens) {
    Optional<Token> tooDeep = Nesting.tooDeep(tokens.getTokens(), EqlDepth::of);
    tooDeep.ifPresent(token -> sink.report(TOO_DEEP, source, EqlTokens.span(token), Nesting.LIMIT));
    return tooDeep.isEmpty();
  }

  private <C> Optional<C> parse(CommonTokenStream tokens, Function<EqlBaseParser, C> rule) {
    try {
      return Optional.of(TwoStageParse.of(tokens, new EqlBaseParser(tokens), rule));
    } catch (FirstSyntaxError.Found error) {
      Optional<OtherLanguage> other = isQuery ? otherLanguage() : Optional.empty();
      if (other.isPresent()) {
        Span first = EqlTokens.span(tokens.get(0));
        OtherLanguage found = other.get();
        sink.report(OTHER_LANGUAGE, source, first, found.label(), found.language(), found.type());
        return Optional.empty();
      }
      String end = isQuery ? "the end of the query" : "the end of the expression";
      new EqlSyntaxErrors(source, tokens.getTokens(), end).report(error, sink);
      return Optional.empty();
    }
  }
}

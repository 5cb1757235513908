package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.OtherLanguage;
import dev.sigrun.compiler.language.syntax.Utf16CharStream;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.kql.KqlBaseLexer;
import dev.sigrun.grammar.kql.KqlBaseParser;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads KQL text as Kibana does. */
public final class KqlParser {
  /** The longest query that is read, in UTF-16 units. */
  public static final int MAX_LENGTH = 1_048_576;

  /** The maximum nesting depth of parentheses and braces. */
  public static final int MAX_DEPTH = 200;

  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("KQL020", "The query has %s characters. At most %s are allowed.");

  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error("KQL021", "Parentheses and braces are nested deeper than %s levels.");

  private static final DiagnosticKind OTHER_LANGUAGE =
      DiagnosticKind.error(
          "KQL017",
          "This is written in %s, but read as KQL. A rule in it has language \"%s\" and type"
              + " \"%s\".");

  private static final DiagnosticKind LIKE_OTHER_LANGUAGE =
      DiagnosticKind.warning(
          "KQL038",
          "This looks like %s, but is read as KQL. A rule in it has language \"%s\" and type"
              + " \"%s\".");

  private final SourceText source;
  private final DiagnosticSink sink;

  private KqlParser(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /**
   * Reads a query and reports its mistakes and constructs that are probably not intended.
   *
   * @param source the query alone; it may be embedded in a rule file
   * @return the syntax tree, or nothing if an error was reported
   */
  public static Optional<KqlQuery> parse(SourceText source, DiagnosticSink sink) {
    return new KqlParser(source, sink).parse();
  }

  private Optional<KqlQuery> parse() {
    int length = source.content().length();
    if (length > MAX_LENGTH) {
      sink.report(TOO_LONG, source, new Span(0, 0), length, MAX_LENGTH);
      return Optional.empty();
    }
    CommonTokenStream tokens = tokens();
    if (isTooDeep(tokens)) {
      return Optional.empty();
    }
    int checkpoint = sink.checkpoint();
    Optional<KqlQuery> query =
        parseTree(tokens).map(tree -> new KqlTreeBuilder(source, sink).visit(tree));
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    query.ifPresent(
        tree -> {
          otherLanguage().ifPresent(other -> report(LIKE_OTHER_LANGUAGE, other));
          new KqlLints(source, sink).check(tree);
        });
    return query;
  }

  private Optional<OtherLanguage> otherLanguage() {
    return OtherLanguage.of(source.content(), OtherLanguage.EQL, OtherLanguage.ESQL);
  }

  private void report(DiagnosticKind kind, OtherLanguage other) {
    Span span = OtherLanguage.firstWord(source.content());
    sink.report(kind, source, span, other.label(), other.language(), other.type());
  }

  private CommonTokenStream tokens() {
    String content = source.content();
    int start = 0;
    while (start < content.length() && KqlCharacters.isBlank(content.charAt(start))) {
      start++;
    }
    KqlBaseLexer lexer = new KqlBaseLexer(new Utf16CharStream(source.name(), content, start));
    // Every text splits into tokens: there is nothing to listen for.
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    return tokens;
  }

  /** Reports the first bracket that is one too deep, before the parser descends into it. */
  private boolean isTooDeep(CommonTokenStream tokens) {
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      switch (token.getType()) {
        case KqlBaseLexer.OPEN_LIST, KqlBaseLexer.OPEN_NESTED -> depth++;
        case KqlBaseLexer.CLOSE_LIST, KqlBaseLexer.CLOSE_NESTED -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        int start = token.getStartIndex();
        sink.report(TOO_DEEP, source, new Span(start, start + 1), MAX_DEPTH);
        return true;
      }
    }
    return false;
  }

  private Optional<KqlBaseParser.QueryContext> parseTree(CommonTokenStream tokens) {
    KqlBaseParser parser = new KqlBaseParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    // No decision of the grammar depends on where a rule is called from.
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return Optional.of(parser.query());
    } catch (ParseCancellationException e) {
      if (!(e.getCause() instanceof RecognitionException mistake)) {
        throw e;
      }
      Optional<OtherLanguage> other = otherLanguage();
      if (other.isPresent()) {
        report(OTHER_LANGUAGE, other.get());
        return Optional.empty();
      }
      int index = mistake.getOffendingToken().getTokenIndex();
      new KqlSyntaxErrors(source, sink, tokens.getTokens(), index).report();
      return Optional.empty();
    }
  }
}

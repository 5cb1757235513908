package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.FirstSyntaxError;
import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.compiler.language.syntax.OtherLanguage;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.language.syntax.TwoStageParse;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import dev.sigrun.grammar.esql.EsqlBaseParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/**
 * Parses ES|QL. Whatever the text is, the answer is a tree or at least one error in the sink, after
 * time and memory in proportion to the text and with little stack.
 */
public final class EsqlParser {
  /** UTF-16 units that are read, as many as Elasticsearch reads. */
  public static final int LONGEST_TEXT = 1_000_000;

  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("ESQL001", "The query has %s characters. At most %s are allowed.");

  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error(
          "ESQL002", "This is nested more than %s levels deep. Split it or remove parentheses.");

  /** Commands that are read. Rules of experts have about ten. */
  public static final int MOST_COMMANDS = 1_000;

  private static final DiagnosticKind TOO_MANY_COMMANDS =
      DiagnosticKind.error("ESQL025", "The query has %s commands. At most %s are allowed.");

  private static final DiagnosticKind OTHER_LANGUAGE =
      DiagnosticKind.error(
          "ESQL013",
          "This is read as ES|QL, which starts with 'FROM'. It looks like %s: a rule in it has"
              + " language \"%s\" and type \"%s\".");

  private final SourceText source;
  private final DiagnosticSink sink;

  private EsqlParser(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /**
   * Reads a query.
   *
   * @param source the query alone; it may be embedded in a rule file
   * @return the tree, or empty if an error was reported
   */
  public static Optional<EsqlQuery> parse(SourceText source, DiagnosticSink sink) {
    return new EsqlParser(source, sink).parse();
  }

  private Optional<EsqlQuery> parse() {
    int length = source.content().length();
    if (length > LONGEST_TEXT) {
      sink.report(TOO_LONG, source, new Span(0, 0), length, LONGEST_TEXT);
      return Optional.empty();
    }
    Optional<OtherLanguage> other =
        OtherLanguage.of(source.content(), OtherLanguage.EQL, OtherLanguage.KQL);
    if (other.isPresent()) {
      OtherLanguage found = other.get();
      Span span = OtherLanguage.firstWord(source.content());
      sink.report(OTHER_LANGUAGE, source, span, found.label(), found.language(), found.type());
      return Optional.empty();
    }
    int checkpoint = sink.checkpoint();
    return EsqlTokens.read(source, sink)
        .filter(this::isShallow)
        .filter(this::isShort)
        .flatMap(this::parse)
        .map(tree -> new EsqlTreeBuilder(source, sink).query(tree))
        .filter(tree -> !sink.hasErrorsSince(checkpoint));
  }

  private boolean isShallow(CommonTokenStream tokens) {
    Optional<Token> tooDeep = Nesting.tooDeep(tokens.getTokens(), EsqlDepth::of);
    tooDeep.ifPresent(
        token -> sink.report(TOO_DEEP, source, SyntaxReports.span(token), Nesting.LIMIT));
    return tooDeep.isEmpty();
  }

  private boolean isShort(CommonTokenStream tokens) {
    List<Token> pipes =
        tokens.getTokens().stream().filter(t -> t.getType() == EsqlBaseLexer.PIPE).toList();
    if (pipes.size() <= MOST_COMMANDS) {
      return true;
    }
    Span first = SyntaxReports.span(pipes.get(MOST_COMMANDS));
    sink.report(TOO_MANY_COMMANDS, source, first, pipes.size(), MOST_COMMANDS);
    return false;
  }

  private Optional<EsqlBaseParser.QueryContext> parse(CommonTokenStream tokens) {
    try {
      return Optional.of(
          TwoStageParse.of(tokens, new EsqlBaseParser(tokens), EsqlBaseParser::query));
    } catch (FirstSyntaxError.Found error) {
      new EsqlSyntaxErrors(source, tokens.getTokens()).report(error, sink);
      return Optional.empty();
    }
  }
}

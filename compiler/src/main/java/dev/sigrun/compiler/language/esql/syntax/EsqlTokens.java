package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.language.syntax.Utf16CharStream;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Cuts a query into tokens and reports those that are not ES|QL. */
final class EsqlTokens {
  private static final DiagnosticKind UNKNOWN_CHARACTER =
      DiagnosticKind.error("ESQL003", "%s cannot occur here.%s");

  private static final DiagnosticKind UNCLOSED_STRING =
      DiagnosticKind.error(
          "ESQL004",
          "This string is not closed. It must end with %s on the line on which it starts.");

  private static final DiagnosticKind UNCLOSED_BACKTICK =
      DiagnosticKind.error("ESQL005", "This name is not closed. It must end with a backtick.");

  private static final DiagnosticKind UNCLOSED_COMMENT =
      DiagnosticKind.error("ESQL006", "This comment is not closed. It must end with '*/'.");

  private static final DiagnosticKind SINGLE_QUOTES =
      DiagnosticKind.error("ESQL007", "Strings are in double quotes, not in single quotes.");

  private static final DiagnosticKind EMPTY_NAME =
      DiagnosticKind.error("ESQL009", "Expected a name between the backticks.");

  private final SyntaxReports reports;
  private final SourceText source;
  private final List<Token> tokens;
  private final EsqlCommandNames commands;
  private boolean readable = true;

  private EsqlTokens(SourceText source, DiagnosticSink sink, List<Token> tokens) {
    this.source = source;
    this.reports = new SyntaxReports(source, sink);
    this.tokens = tokens;
    this.commands = new EsqlCommandNames(tokens, reports);
  }

  /** The tokens of {@code source}, or empty if they were reported not to be a query. */
  static Optional<CommonTokenStream> read(SourceText source, DiagnosticSink sink) {
    EsqlBaseLexer lexer =
        new EsqlBaseLexer(new Utf16CharStream(source.name(), source.content(), 0));
    // The grammar has a token for every text, so nothing is lost here.
    lexer.removeErrorListeners();
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    EsqlTokens check = new EsqlTokens(source, sink, stream.getTokens());
    check.run();
    return check.readable ? Optional.of(stream) : Optional.empty();
  }

  private void run() {
    for (int i = 0; i < tokens.size() && reports.count() < SyntaxReports.MOST_REPORTS; i++) {
      Token token = tokens.get(i);
      switch (token.getType()) {
        case EsqlBaseLexer.STRING -> EsqlStrings.check(token, reports);
        case EsqlBaseLexer.BACKTICKED -> {
          if (token.getText().length() == 2) {
            reports.error(EMPTY_NAME, token);
          }
        }
        case EsqlBaseLexer.COMMAND -> readable &= commands.isReadable(i);
        case EsqlBaseLexer.SINGLE_QUOTED -> {
          readable = false;
          reports.error(SINGLE_QUOTES, token);
        }
        case EsqlBaseLexer.UNKNOWN -> i = unknown(i);
        case EsqlBaseLexer.UNCLOSED_STRING,
            EsqlBaseLexer.UNCLOSED_BACKTICK,
            EsqlBaseLexer.UNCLOSED_COMMENT -> {
          unclosed(token);
          return;
        }
        default -> {}
      }
    }
  }

  /** The rest was probably meant to be inside, so nothing more is reported. */
  private void unclosed(Token token) {
    readable = false;
    String text = token.getText();
    switch (text.charAt(0)) {
      case '`' -> reports.error(UNCLOSED_BACKTICK, token);
      case '/' -> reports.error(UNCLOSED_COMMENT, token);
      default ->
          reports.error(UNCLOSED_STRING, token, text.startsWith("\"\"\"") ? "'\"\"\"'" : "'\"'");
    }
  }

  /** Reports neighbours of the same sort once; answers the index of the last of them. */
  private int unknown(int first) {
    readable = false;
    int last = first;
    while (tokens.get(last + 1).getType() == EsqlBaseLexer.UNKNOWN
        && tokens.get(last + 1).getStartIndex() == tokens.get(last).getStopIndex() + 1) {
      last++;
    }
    Span span = SyntaxReports.span(tokens.get(first)).to(SyntaxReports.span(tokens.get(last)));
    String text = source.text(span);
    reports.error(UNKNOWN_CHARACTER, span, Excerpt.of(text), hint(text, first));
    return last;
  }

  private String hint(String text, int index) {
    char first = text.charAt(0);
    int previous = index > 0 ? tokens.get(index - 1).getType() : Token.EOF;
    boolean isInName =
        previous == EsqlBaseLexer.NAME_PART
            || previous == EsqlBaseLexer.BACKTICKED
            || previous == EsqlBaseLexer.DOT;
    if (isInName && first != '(' && first != ')') {
      return " Write a name with such characters in backticks: '`a-b`'.";
    }
    return switch (first) {
      case '&' -> " Write 'AND'.";
      case '!' -> " Write 'NOT'.";
      case '?' -> " A rule has no parameters: write the value.";
      case ';' -> " A rule has one query.";
      case '\'' -> " Strings are in double quotes.";
      case '\u201c', '\u201d', '\u201e' -> " Write straight double quotes.";
      case '\u00a0' -> " Write a plain space.";
      default -> "";
    };
  }
}

package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.language.syntax.Utf16CharStream;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Cuts a query into tokens and reports those that are not EQL. */
final class EqlTokens {
  static final DiagnosticKind UNKNOWN_CHARACTER =
      DiagnosticKind.error("EQL003", "%s is not part of EQL.%s");

  static final DiagnosticKind UNCLOSED_STRING =
      DiagnosticKind.error(
          "EQL004",
          "This string is not closed. It must end with %s on the line on which it starts.");

  static final DiagnosticKind UNCLOSED_BACKTICK =
      DiagnosticKind.error("EQL005", "This name is not closed. It must end with a backtick.");

  static final DiagnosticKind UNCLOSED_COMMENT =
      DiagnosticKind.error("EQL006", "This comment is not closed. It must end with '*/'.");

  static final DiagnosticKind SINGLE_QUOTES =
      DiagnosticKind.error("EQL007", "Strings are in double quotes, not in single quotes.");

  static final DiagnosticKind OLD_RAW_STRING =
      DiagnosticKind.error(
          "EQL008", "Raw strings are in three double quotes, without a question mark.");

  static final DiagnosticKind EMPTY_NAME =
      DiagnosticKind.error("EQL013", "Expected a field name between the backticks.");

  /** More reports than this are of no use. */
  private static final int MOST_REPORTS = 100;

  private final SourceText source;
  private final DiagnosticSink sink;
  private final List<Token> tokens;
  private int reports;
  private boolean readable = true;

  private EqlTokens(SourceText source, DiagnosticSink sink, List<Token> tokens) {
    this.source = source;
    this.sink = sink;
    this.tokens = tokens;
  }

  /**
   * The tokens of {@code source}, or empty if no sense can be made of them. A reported token that
   * clearly stands for something, as a string in single quotes does, is read as that.
   */
  static Optional<CommonTokenStream> read(SourceText source, DiagnosticSink sink) {
    EqlBaseLexer lexer = new EqlBaseLexer(new Utf16CharStream(source.name(), source.content(), 0));
    // The grammar has a token for every text, so nothing is lost here.
    lexer.removeErrorListeners();
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    EqlTokens check = new EqlTokens(source, sink, stream.getTokens());
    check.run();
    return check.readable ? Optional.of(stream) : Optional.empty();
  }

  /** The name of {@code token} in messages; the end of the text is {@code end}. */
  static String describe(Token token, String end) {
    return token.getType() == Token.EOF ? end : Excerpt.of(token.getText());
  }

  /** The position of {@code token} in the source. */
  static Span span(Token token) {
    return SyntaxReports.span(token);
  }

  private void run() {
    for (int i = 0; i < tokens.size() && reports < MOST_REPORTS; i++) {
      Token token = tokens.get(i);
      switch (token.getType()) {
        case EqlBaseLexer.STRING -> checkEscapes(token);
        case EqlBaseLexer.SINGLE_QUOTED -> report(SINGLE_QUOTES, span(token));
        case EqlBaseLexer.OLD_RAW_STRING -> report(OLD_RAW_STRING, span(token));
        case EqlBaseLexer.BACKTICKED -> {
          if (token.getText().length() == 2) {
            report(EMPTY_NAME, span(token));
          }
        }
        case EqlBaseLexer.UNKNOWN -> i = unknown(i);
        case EqlBaseLexer.UNCLOSED_STRING,
            EqlBaseLexer.UNCLOSED_BACKTICK,
            EqlBaseLexer.UNCLOSED_COMMENT -> {
          unclosed(token);
          return;
        }
        default -> {}
      }
    }
  }

  /** Anything that follows was probably meant to be inside, so nothing more is reported. */
  private void unclosed(Token token) {
    readable = false;
    String text = token.getText();
    switch (text.charAt(0)) {
      case '`' -> report(UNCLOSED_BACKTICK, span(token));
      case '/' -> report(UNCLOSED_COMMENT, span(token));
      case '\'' -> report(SINGLE_QUOTES, span(token));
      default ->
          report(UNCLOSED_STRING, span(token), text.startsWith("\"\"\"") ? "'\"\"\"'" : "'\"'");
    }
  }

  private void checkEscapes(Token token) {
    int offset = token.getStartIndex();
    EqlStrings.quoted(
        token.getText(),
        (kind, start, end, argument) ->
            report(kind, new Span(offset + start, offset + end), argument));
  }

  /** Reports neighbours of the same sort once; answers the index of the last of them. */
  private int unknown(int first) {
    readable = false;
    int last = first;
    while (tokens.get(last + 1).getType() == EqlBaseLexer.UNKNOWN
        && tokens.get(last + 1).getStartIndex() == tokens.get(last).getStopIndex() + 1) {
      last++;
    }
    Span span = span(tokens.get(first)).to(span(tokens.get(last)));
    String text = source.text(span);
    report(UNKNOWN_CHARACTER, span, Excerpt.of(text), hint(text, tokens.get(last + 1)));
    return last;
  }

  private static String hint(String text, Token next) {
    return switch (text.charAt(0)) {
      case '&' -> " Write 'and'.";
      case '!' -> bangHint(next);
      case '~' -> " A '~' belongs directly after 'in', 'like', 'regex' or the name of a function.";
      case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019', '\u00ab', '\u00bb', '\uff02' ->
          " Write straight double quotes.";
      case '\u00a0' -> " Write a plain space.";
      default -> "";
    };
  }

  private static String bangHint(Token next) {
    return switch (next.getType()) {
      case EqlBaseLexer.LB, EqlBaseLexer.MISSING -> " Write '![' without a space.";
      case EqlBaseLexer.ASSIGN, EqlBaseLexer.EQ -> " Write '!=' without a space.";
      default -> " Write 'not'.";
    };
  }

  private void report(DiagnosticKind kind, Span span, Object... arguments) {
    reports++;
    sink.report(kind, source, span, arguments);
  }
}

package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.FirstSyntaxError;
import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Describes in terms of EQL what a parser found and what it expected. */
final class EqlSyntaxErrors {
  static final DiagnosticKind UNEXPECTED =
      DiagnosticKind.error("EQL014", "Found %s, expected %s.%s");

  static final DiagnosticKind KEYWORD_CASE =
      DiagnosticKind.error("EQL015", "Found '%s', but keywords are in lower case. Write '%s'.");

  /** Words that are not names unless they are in backticks. */
  static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "any",
          "by",
          "false",
          "in",
          "join",
          "like",
          "maxspan",
          "not",
          "null",
          "of",
          "or",
          "regex",
          "sample",
          "sequence",
          "true",
          "until",
          "where",
          "with");

  private final SourceText source;
  private final List<Token> tokens;
  private final String end;

  /**
   * Errors in a text.
   *
   * @param tokens all tokens of {@code source}
   * @param end what messages call the end of {@code source}
   */
  EqlSyntaxErrors(SourceText source, List<Token> tokens, String end) {
    this.source = source;
    this.tokens = tokens;
    this.end = end;
  }

  /** Whether {@code word} is a keyword except for its case. */
  static boolean isKeywordInWrongCase(String word) {
    return !KEYWORDS.contains(word) && KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  void report(FirstSyntaxError.Found error, DiagnosticSink sink) {
    Token found = error.token();
    Optional<Token> wrongCase = keywordInWrongCase(found);
    if (wrongCase.isPresent()) {
      Token word = wrongCase.get();
      String text = word.getText();
      sink.report(KEYWORD_CASE, source, EqlTokens.span(word), text, text.toLowerCase(Locale.ROOT));
      return;
    }
    Expected expected = new Expected(error.expected(), previous(found), end);
    sink.report(
        UNEXPECTED,
        source,
        EqlTokens.span(found),
        EqlTokens.describe(found, end),
        expected.describe(),
        hint(found, error.expected()));
  }

  /** The word at the error, or the one before it: 'NOT' is read as a field until a name follows. */
  private Optional<Token> keywordInWrongCase(Token found) {
    for (int i = found.getTokenIndex(); i >= 0 && i >= found.getTokenIndex() - 1; i--) {
      Token token = tokens.get(i);
      if (token.getType() == EqlBaseLexer.IDENTIFIER && isKeywordInWrongCase(token.getText())) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /** The type of the token before {@code found}, or that of the end. */
  private int previous(Token found) {
    int index = found.getTokenIndex();
    return index > 0 ? tokens.get(index - 1).getType() : Token.EOF;
  }

  private String hint(Token found, IntervalSet expected) {
    int previous = previous(found);
    if (previous == EqlBaseLexer.DOT && KEYWORDS.contains(found.getText())) {
      return " To use a keyword in a field name, write it in backticks: '`"
          + found.getText()
          + "`'.";
    }
    if (found.getType() == EqlBaseLexer.DECIMAL
        && found.getText().startsWith(".")
        && (previous == EqlBaseLexer.IDENTIFIER || previous == EqlBaseLexer.BACKTICKED)) {
      return " A part of a field name that starts with a digit is written in backticks: '.`0`'.";
    }
    if (found.getType() == EqlBaseLexer.PIPE && previous == EqlBaseLexer.PIPE) {
      return " Write 'or' for alternatives.";
    }
    if (expected.contains(EqlBaseLexer.WHERE)) {
      return " A query is an event category, 'where' and a condition, for instance 'any where"
          + " true'.";
    }
    return unclosed(found, expected);
  }

  /** Points at the parenthesis that is open if {@code found} can only occur outside it. */
  private String unclosed(Token found, IntervalSet expected) {
    boolean ends =
        switch (found.getType()) {
          case Token.EOF, EqlBaseLexer.RB, EqlBaseLexer.PIPE, EqlBaseLexer.UNTIL -> true;
          default -> false;
        };
    if (!ends || !(expected.contains(EqlBaseLexer.RP) || expected.contains(EqlBaseLexer.RB))) {
      return "";
    }
    return Nesting.lastOpen(tokens.subList(0, found.getTokenIndex()), EqlDepth::of)
        .map(
            open ->
                " The '"
                    + open.getText()
                    + "' at "
                    + source.position(open.getStartIndex())
                    + " is not closed.")
        .orElse("");
  }

  /** The tokens that could follow at a position. */
  private static final class Expected {
    private final IntervalSet types;
    private final int previous;
    private final String end;
    private final List<String> phrases = new ArrayList<>();

    Expected(IntervalSet types, int previous, String end) {
      this.types = types;
      this.previous = previous;
      this.end = end;
    }

    String describe() {
      if (has(EqlBaseLexer.ANY)) {
        phrases.add("an event category");
        addIf(EqlBaseLexer.SEQUENCE, "'sequence'");
        addIf(EqlBaseLexer.SAMPLE, "'sample'");
      } else if (has(EqlBaseLexer.NULL)) {
        expression();
      } else {
        name();
        continuation();
      }
      rest();
      return phrases.isEmpty() ? "something else" : join();
    }

    private void expression() {
      boolean pattern =
          switch (previous) {
            case EqlBaseLexer.COLON,
                EqlBaseLexer.LIKE,
                EqlBaseLexer.LIKE_TILDE,
                EqlBaseLexer.REGEX,
                EqlBaseLexer.REGEX_TILDE ->
                true;
            default -> false;
          };
      if (!pattern) {
        phrases.add("a field");
      }
      phrases.add("a literal");
      addIf(EqlBaseLexer.NOT, "'not'");
      addIf(EqlBaseLexer.LP, "'('");
    }

    private void name() {
      if (!has(EqlBaseLexer.IDENTIFIER)) {
        return;
      }
      switch (previous) {
        case EqlBaseLexer.PIPE -> phrases.add("the name of a pipe");
        case EqlBaseLexer.WITH -> phrases.add("'maxspan' or 'runs'");
        case EqlBaseLexer.INTEGER, EqlBaseLexer.DECIMAL -> phrases.add("a time unit");
        default -> phrases.add("a name");
      }
    }

    /**
     * The tokens that can follow a part of a condition. Keys are read as conditions, but never go
     * on so.
     */
    private void continuation() {
      if (has(EqlBaseLexer.MISSING)) {
        return;
      }
      if (has(EqlBaseLexer.EQ)) {
        phrases.add("an operator");
      } else if (has(EqlBaseLexer.IN)) {
        phrases.add("'in'");
        addIf(EqlBaseLexer.IN_TILDE, "'in~'");
      } else {
        addIf(EqlBaseLexer.ASSIGN, "'='");
        addIf(EqlBaseLexer.LP, "'('");
        addIf(EqlBaseLexer.LB, "'['");
      }
      addIf(EqlBaseLexer.AND, "'and'");
      addIf(EqlBaseLexer.OR, "'or'");
    }

    private void rest() {
      if (!has(EqlBaseLexer.NULL) && !has(EqlBaseLexer.ANY)) {
        addIf(EqlBaseLexer.INTEGER, "a number");
        addIf(EqlBaseLexer.RP, "')'");
      }
      addIf(EqlBaseLexer.WHERE, "'where'", !has(EqlBaseLexer.ANY));
      addIf(EqlBaseLexer.COMMA, "','");
      addIf(EqlBaseLexer.BY, "'by'");
      addIf(EqlBaseLexer.WITH, "'with'");
      addIf(EqlBaseLexer.MISSING, "'['");
      addIf(EqlBaseLexer.UNTIL, "'until'");
      addIf(EqlBaseLexer.RB, "']'", !has(EqlBaseLexer.NULL));
      addIf(EqlBaseLexer.PIPE, "'|'");
      addIf(Token.EOF, end);
    }

    private boolean has(int type) {
      return types.contains(type);
    }

    private void addIf(int type, String phrase) {
      addIf(type, phrase, true);
    }

    private void addIf(int type, String phrase, boolean sensible) {
      if (sensible && has(type)) {
        phrases.add(phrase);
      }
    }

    private String join() {
      int last = phrases.size() - 1;
      return last == 0
          ? phrases.get(0)
          : String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
    }
  }
}

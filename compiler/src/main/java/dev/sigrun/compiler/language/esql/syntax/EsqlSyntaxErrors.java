package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.FirstSyntaxError;
import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Describes in terms of ES|QL what a parser found and what it expected. */
final class EsqlSyntaxErrors {
  private static final DiagnosticKind UNEXPECTED =
      DiagnosticKind.error("ESQL010", "Found %s, expected %s.%s");

  private static final String END = "the end of the query";

  private final SourceText source;
  private final List<Token> tokens;

  /**
   * Errors in a text.
   *
   * @param tokens all tokens of {@code source}
   */
  EsqlSyntaxErrors(SourceText source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  void report(FirstSyntaxError.Found error, DiagnosticSink sink) {
    Token found = error.token();
    sink.report(
        UNEXPECTED,
        source,
        SyntaxReports.span(found),
        found.getType() == Token.EOF ? END : Excerpt.of(found.getText()),
        expected(error.expected(), previous(found)),
        hint(found, error.expected()));
  }

  /** The type of the token before {@code found}, or that of the end. */
  private int previous(Token found) {
    int index = found.getTokenIndex();
    return index > 0 ? tokens.get(index - 1).getType() : Token.EOF;
  }

  private String hint(Token found, IntervalSet expected) {
    int previous = previous(found);
    if (expected.contains(EsqlBaseLexer.FROM)) {
      return " A query starts with the events that it reads, for instance 'FROM logs-*'.";
    }
    if (found.getType() == EsqlBaseLexer.ASSIGN && expected.contains(EsqlBaseLexer.AND)) {
      return " Write '==' to compare.";
    }
    if (found.getType() == EsqlBaseLexer.PIPE && previous == EsqlBaseLexer.PIPE) {
      return " Write 'OR' for alternatives.";
    }
    if (expected.contains(EsqlBaseLexer.IDENTIFIER) && EsqlNames.isKeyword(found.getText())) {
      return " To use a keyword as a name, write it in backticks: '`" + found.getText() + "`'.";
    }
    if (found.getType() == EsqlBaseLexer.DECIMAL
        && found.getText().startsWith(".")
        && (previous == EsqlBaseLexer.IDENTIFIER || previous == EsqlBaseLexer.BACKTICKED)) {
      return " A part of a name that starts with a digit is written in backticks: '.`0`'.";
    }
    return unclosed(found, expected);
  }

  /** Points at the parenthesis that is open if {@code found} can only occur outside it. */
  private String unclosed(Token found, IntervalSet expected) {
    boolean ends = found.getType() == Token.EOF || found.getType() == EsqlBaseLexer.PIPE;
    if (!ends || !expected.contains(EsqlBaseLexer.RP)) {
      return "";
    }
    return Nesting.lastOpen(tokens.subList(0, found.getTokenIndex()), EsqlDepth::of)
        .map(
            open ->
                " The '"
                    + open.getText()
                    + "' at "
                    + source.position(open.getStartIndex())
                    + " is not closed.")
        .orElse("");
  }

  /** Phrases for what can follow; tokens that always come together have one phrase. */
  private static String expected(IntervalSet types, int previous) {
    List<String> phrases = new ArrayList<>();
    Set<Integer> covered = new HashSet<>();
    if (types.contains(EsqlBaseLexer.EVAL)) {
      phrases.add("a command");
      covered.add(EsqlBaseLexer.STATS);
    }
    if (types.contains(EsqlBaseLexer.INDEX)) {
      boolean isIndex = types.contains(EsqlBaseLexer.STRING);
      phrases.add(isIndex ? "the name of an index" : "the name of a metadata column");
      covered.add(EsqlBaseLexer.STRING);
    }
    if (types.contains(EsqlBaseLexer.NAME_PART)) {
      phrases.add("the name of a column");
      covered.add(EsqlBaseLexer.AS);
    }
    if (types.contains(EsqlBaseLexer.TRUE)) {
      covered.addAll(STARTS_OF_VALUES);
      if (previous == EsqlBaseLexer.LIKE || previous == EsqlBaseLexer.RLIKE) {
        phrases.add("a pattern in double quotes");
      } else {
        phrases.addAll(List.of("a column", "a value", "a function"));
      }
    } else if (types.contains(EsqlBaseLexer.PLUS)) {
      phrases.add("an operator");
      covered.addAll(OPERATORS);
    }
    boolean isUnit = previous == EsqlBaseLexer.INTEGER || previous == EsqlBaseLexer.DECIMAL;
    if (isUnit && covered.add(EsqlBaseLexer.IDENTIFIER)) {
      phrases.add("a unit of time");
    }
    PHRASES.forEach(
        (type, phrase) -> {
          if (types.contains(type) && !covered.contains(type)) {
            phrases.add(phrase);
          }
        });
    if (types.contains(Token.EOF)) {
      phrases.add(END);
    }
    return join(phrases);
  }

  private static String join(List<String> phrases) {
    int last = phrases.size() - 1;
    if (last < 0) {
      return "something else";
    }
    return last == 0
        ? phrases.get(0)
        : String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
  }

  private static final Set<Integer> STARTS_OF_VALUES =
      Set.of(
          EsqlBaseLexer.LP,
          EsqlBaseLexer.STRING,
          EsqlBaseLexer.IDENTIFIER,
          EsqlBaseLexer.INTEGER,
          EsqlBaseLexer.NULL,
          EsqlBaseLexer.FIRST,
          EsqlBaseLexer.LAST,
          EsqlBaseLexer.BY);

  private static final Set<Integer> OPERATORS =
      Set.of(
          EsqlBaseLexer.IN,
          EsqlBaseLexer.LIKE,
          EsqlBaseLexer.RLIKE,
          EsqlBaseLexer.COLON,
          EsqlBaseLexer.LP,
          EsqlBaseLexer.DOT);

  private static final Map<Integer, String> PHRASES = phrases();

  private static Map<Integer, String> phrases() {
    // In the order of the grammar, in which messages list them.
    Map<Integer, String> phrases = new TreeMap<>();
    phrases.put(EsqlBaseLexer.FROM, "'FROM'");
    phrases.put(EsqlBaseLexer.IDENTIFIER, "a name");
    phrases.put(EsqlBaseLexer.INTEGER, "a number");
    phrases.put(EsqlBaseLexer.STRING, "a text in double quotes");
    for (int type :
        new int[] {
          EsqlBaseLexer.METADATA,
          EsqlBaseLexer.AND,
          EsqlBaseLexer.AS,
          EsqlBaseLexer.BY,
          EsqlBaseLexer.FIRST,
          EsqlBaseLexer.IN,
          EsqlBaseLexer.LAST,
          EsqlBaseLexer.LIKE,
          EsqlBaseLexer.NULL,
          EsqlBaseLexer.OR,
          EsqlBaseLexer.RLIKE,
          EsqlBaseLexer.STATS,
          EsqlBaseLexer.WITH
        }) {
      phrases.put(type, "'" + symbol(type).toUpperCase(Locale.ROOT) + "'");
    }
    Map<Integer, String> symbols =
        Map.of(
            EsqlBaseLexer.ASSIGN, "=",
            EsqlBaseLexer.COMMA, ",",
            EsqlBaseLexer.DOT, ".",
            EsqlBaseLexer.LP, "(",
            EsqlBaseLexer.RP, ")",
            EsqlBaseLexer.RB, "]",
            EsqlBaseLexer.RC, "}",
            EsqlBaseLexer.COLON, ":",
            EsqlBaseLexer.PIPE, "|");
    symbols.forEach((type, symbol) -> phrases.put(type, "'" + symbol + "'"));
    return phrases;
  }

  private static String symbol(int type) {
    String literal = EsqlBaseLexer.VOCABULARY.getLiteralName(type);
    return literal.substring(1, literal.length() - 1);
  }
}

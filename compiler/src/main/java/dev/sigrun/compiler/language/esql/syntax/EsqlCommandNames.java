package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** The words that start a command without being a command of the grammar. */
final class EsqlCommandNames {
  private static final DiagnosticKind UNKNOWN_COMMAND =
      DiagnosticKind.error("ESQL011", "Unknown command %s.%s");

  private static final DiagnosticKind UNSUPPORTED_COMMAND =
      DiagnosticKind.unsupported("ESQL012", "ES|QL", "The command %s is not supported: it %s.");

  private static final List<String> KNOWN =
      List.of(
          "WHERE",
          "EVAL",
          "STATS",
          "INLINE STATS",
          "KEEP",
          "DROP",
          "RENAME",
          "MV_EXPAND",
          "SORT",
          "LIMIT",
          "GROK",
          "DISSECT",
          "COMPLETION");

  private static final String READS_NO_EVENTS = "does not read events, as a rule must";
  private static final String NEEDS_CLUSTER = "needs data or services of a cluster";
  private static final String NOT_OF_RULES = "is not among those that detection rules use";

  /** Why the other commands of Elasticsearch are not supported. */
  private static final Map<String, String> UNSUPPORTED =
      Map.ofEntries(
          Map.entry("ROW", READS_NO_EVENTS),
          Map.entry("SHOW", READS_NO_EVENTS),
          Map.entry("EXPLAIN", READS_NO_EVENTS),
          Map.entry("TS", "reads metrics, not events"),
          Map.entry("SET", "changes settings of a cluster"),
          Map.entry("ENRICH", NEEDS_CLUSTER),
          Map.entry("LOOKUP", NEEDS_CLUSTER),
          Map.entry("RERANK", NEEDS_CLUSTER),
          Map.entry("FORK", NOT_OF_RULES),
          Map.entry("FUSE", NOT_OF_RULES),
          Map.entry("CHANGE_POINT", NOT_OF_RULES),
          Map.entry("SAMPLE", "picks rows at random"));

  private final List<Token> tokens;
  private final SyntaxReports reports;

  EsqlCommandNames(List<Token> tokens, SyntaxReports reports) {
    this.tokens = tokens;
    this.reports = reports;
  }

  /** Whether the parser should go on at the token; a command that it does not know is reported. */
  boolean isReadable(int index) {
    Token token = tokens.get(index);
    String name = token.getText().toUpperCase(Locale.ROOT);
    String reason = UNSUPPORTED.get(name);
    if (reason != null) {
      reports.error(UNSUPPORTED_COMMAND, reports.origin(token, last(index)), name, reason);
      return false;
    }
    boolean isAfterPipe = isPipe(index - 1) && !isPipe(index - 2);
    if (isAfterPipe) {
      Object hint =
          name.equals("INLINESTATS")
              ? " Write 'INLINE STATS'."
              : Suggestions.didYouMean(name, KNOWN);
      reports.error(UNKNOWN_COMMAND, token, Excerpt.of(token.getText()), hint);
    }
    // Anywhere else the parser says what it expects.
    return !isAfterPipe;
  }

  private boolean isPipe(int index) {
    return index >= 0 && tokens.get(index).getType() == EsqlBaseLexer.PIPE;
  }

  /** The last token of the command that starts at {@code index}. */
  private Token last(int index) {
    int last = index;
    while (!isPipe(last + 1) && tokens.get(last + 1).getType() != Token.EOF) {
      last++;
    }
    return tokens.get(last);
  }
}

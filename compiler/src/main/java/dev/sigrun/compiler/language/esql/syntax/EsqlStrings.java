package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** The values of texts in ES|QL, which has five escapes. */
final class EsqlStrings {
  private static final DiagnosticKind UNKNOWN_ESCAPE =
      DiagnosticKind.error(
          "ESQL008",
          "Unknown escape %s. Write '\\\\' for a backslash, or use a raw string in three double"
              + " quotes.");

  private EsqlStrings() {}

  /** The content of the text that {@code token} is, if it is one; unknown escapes are left out. */
  static Optional<String> value(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      case EsqlBaseLexer.STRING -> Optional.of(unescape(text));
      case EsqlBaseLexer.RAW_STRING -> Optional.of(text.substring(3, text.length() - 3));
      default -> Optional.empty();
    };
  }

  /** Reports the unknown escapes of a text in double quotes. */
  static void check(Token token, SyntaxReports reports) {
    String text = token.getText();
    int i = text.indexOf('\\');
    while (i >= 0 && i < text.length() - 1) {
      if (escaped(text.charAt(i + 1)).isEmpty()) {
        int end = text.offsetByCodePoints(i, 2);
        int offset = token.getStartIndex();
        reports.error(
            UNKNOWN_ESCAPE, new Span(offset + i, offset + end), Excerpt.of(text.substring(i, end)));
      }
      i = text.indexOf('\\', i + 2);
    }
  }

  private static String unescape(String token) {
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < token.length() - 1; i++) {
      char c = token.charAt(i);
      if (c == '\\') {
        i++;
        escaped(token.charAt(i)).ifPresent(value::append);
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private static Optional<Character> escaped(char c) {
    return switch (c) {
      case '"', '\\' -> Optional.of(c);
      case 'n' -> Optional.of('\n');
      case 'r' -> Optional.of('\r');
      case 't' -> Optional.of('\t');
      default -> Optional.empty();
    };
  }
}

package dev.sigrun.lsp.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lays a query out: lines stay lines, indented by the brackets that they are in, and blanks are as
 * many as needed. Strings and comments stay as they are.
 */
final class QueryLayout {
  private static final int STEP = 2;
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=", "<", ">");

  private final String text;
  private final boolean isKql;
  private final boolean isEsql;
  private final List<Token> tokens = new ArrayList<>();

  /** A part of the query, and whether blanks come before it on its line. */
  private record Token(Kind kind, String text, boolean spaced) {}

  private enum Kind {
    NEWLINE,
    OPEN,
    CLOSE,
    COMMA,
    VERBATIM,
    OTHER
  }

  private QueryLayout(String text, String language) {
    this.text = text;
    this.isKql = language.equals("kuery") || language.equals("lucene");
    this.isEsql = language.equals("esql");
  }

  /**
   * The query in its layout, without line breaks at its ends.
   *
   * @param language the id of its language
   */
  static String of(String query, String language) {
    QueryLayout layout = new QueryLayout(query, language);
    layout.read();
    return layout.print();
  }

  private void read() {
    int at = 0;
    boolean spaced = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        int end = text.startsWith("\r\n", at) ? at + 2 : at + 1;
        tokens.add(new Token(Kind.NEWLINE, "\n", false));
        spaced = false;
        at = end;
      } else if (c == ' ' || c == '\t') {
        spaced = true;
        at++;
      } else {
        int end = end(at);
        tokens.add(new Token(kind(at), text.substring(at, end), spaced));
        spaced = false;
        at = end;
      }
    }
  }

  private Kind kind(int at) {
    char c = text.charAt(at);
    if (isVerbatim(at)) {
      return Kind.VERBATIM;
    }
    return switch (c) {
      case '(', '[', '{' -> Kind.OPEN;
      case ')', ']', '}' -> Kind.CLOSE;
      case ',' -> Kind.COMMA;
      default -> Kind.OTHER;
    };
  }

  private boolean isVerbatim(int at) {
    char c = text.charAt(at);
    boolean comment = !isKql && (text.startsWith("//", at) || text.startsWith("/*", at));
    return c == '"' || c == '`' || comment;
  }

  private int end(int at) {
    char c = text.charAt(at);
    if (!isKql && text.startsWith("//", at)) {
      return endOfLine(at);
    }
    if (!isKql && text.startsWith("/*", at)) {
      return after("*/", at + 2);
    }
    if (text.startsWith("\"\"\"", at) && !isKql) {
      return after("\"\"\"", at + 3);
    }
    if (c == '"' || c == '`') {
      return endOfString(at);
    }
    if ("()[]{},".indexOf(c) >= 0) {
      return at + 1;
    }
    String two = text.substring(at, Math.min(at + 2, text.length()));
    if (COMPARISONS.contains(two)) {
      return at + 2;
    }
    if (COMPARISONS.contains(String.valueOf(c))) {
      return at + 1;
    }
    int end = at + 1;
    while (end < text.length() && isPlain(end)) {
      end++;
    }
    return end;
  }

  private boolean isPlain(int at) {
    return " \t\r\n()[]{},\"`=!<>".indexOf(text.charAt(at)) < 0 && !isVerbatim(at);
  }

  private int after(String mark, int from) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
  }

  private int endOfLine(int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int endOfString(int start) {
    char quote = text.charAt(start);
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' && quote == '"' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private String print() {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    int emptyLines = 0;
    for (List<Token> line : lines()) {
      if (line.isEmpty()) {
        emptyLines++;
        continue;
      }
      if (!out.isEmpty()) {
        out.append(emptyLines > 0 ? "\n\n" : "\n");
      }
      emptyLines = 0;
      out.append(" ".repeat(indent(line, depth, out.isEmpty()))).append(join(line));
      for (Token token : line) {
        depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
      }
    }
    return out.toString();
  }

  private List<List<Token>> lines() {
    List<List<Token>> lines = new ArrayList<>();
    lines.add(new ArrayList<>());
    for (Token token : tokens) {
      if (token.kind() == Kind.NEWLINE) {
        lines.add(new ArrayList<>());
      } else {
        lines.get(lines.size() - 1).add(token);
      }
    }
    return lines;
  }

  /** Lines that go on with a query are further to the right; commands of ES|QL are not. */
  private int indent(List<Token> line, int depth, boolean isFirst) {
    int inside = depth;
    for (Token token : line) {
      if (token.kind() != Kind.CLOSE) {
        break;
      }
      inside--;
    }
    boolean isCommand = isEsql && line.get(0).text().startsWith("|");
    boolean continues = !isFirst && !isKql && !isCommand;
    return Math.max(0, inside) * STEP + (continues ? STEP : 0);
  }

  private String join(List<Token> line) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      if (i > 0 && isSpaced(line.get(i - 1), line.get(i))) {
        out.append(' ');
      }
      out.append(line.get(i).text());
    }
    return out.toString();
  }

  private boolean isSpaced(Token before, Token token) {
    boolean afterOpen = before.kind() == Kind.OPEN && !before.text().equals("{");
    boolean beforeClose = token.kind() == Kind.CLOSE && !token.text().equals("}");
    if (afterOpen || beforeClose || token.kind() == Kind.COMMA) {
      return false;
    }
    boolean compares = COMPARISONS.contains(before.text()) || COMPARISONS.contains(token.text());
    return token.spaced() || before.kind() == Kind.COMMA || (compares && !isKql);
  }
}

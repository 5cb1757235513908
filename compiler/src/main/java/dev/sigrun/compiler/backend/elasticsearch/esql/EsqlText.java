package dev.sigrun.compiler.backend.elasticsearch.esql;

import java.util.regex.Pattern;

/** Texts and names as ES|QL writes them. */
final class EsqlText {
  /** Names of which no part could be a word of the language. */
  private static final Pattern PLAIN =
      Pattern.compile("[@_a-z][a-z0-9_]*(?:\\.[a-zA-Z_][a-zA-Z0-9_]*)+|@timestamp");

  private static final Pattern WORD =
      Pattern.compile(
          "(?:.*\\.)?(?:and|as|asc|by|desc|false|first|in|is|last|like|not|null|nulls|on|or|rlike"
              + "|true|with|where|from|metadata|keep|drop|eval|stats|limit|sort|row|show)(?:\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private EsqlText() {}

  /** The name of a field, between back-ticks unless it is plain. */
  static String field(String name) {
    boolean plain = PLAIN.matcher(name).matches() && !WORD.matcher(name).matches();
    return plain ? name : "`" + name.replace("`", "``") + "`";
  }

  /** A text between quotes. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

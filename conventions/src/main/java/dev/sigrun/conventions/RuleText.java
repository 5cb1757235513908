package dev.sigrun.conventions;

import java.util.Locale;

/** The text of rule files for tests. */
public final class RuleText {
  private RuleText() {}

  /** The id of a rule with this number. */
  public static String id(int number) {
    return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
  }

  /**
   * A rule of type {@code eql}.
   *
   * @param number gives the rule its id
   * @param lines more lines of the table {@code rule}
   */
  public static String eql(int number, String query, String... lines) {
    return of(id(number), "Rule " + number, "eql", query, lines);
  }

  /**
   * A rule with this query.
   *
   * @param lines more lines of the table {@code rule}
   */
  public static String of(String id, String name, String language, String query, String... lines) {
    return String.join(
            "\n",
            "[metadata]",
            "creation_date = \"2026/01/01\"",
            "updated_date = \"2026/01/01\"",
            "",
            "[rule]",
            "author = [\"Sigrun\"]",
            "index = [\"logs-*\"]",
            "description = \"A rule for a test.\"",
            "language = \"" + language + "\"",
            "name = " + quote(name),
            "risk_score = 21",
            "rule_id = " + quote(id),
            "severity = \"low\"",
            "type = \"" + (language.equals("eql") ? "eql" : "query") + "\"",
            "query = " + quote(query),
            String.join("\n", lines))
        + "\n";
  }

  /** A basic string of TOML. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == '\u007f') {
        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

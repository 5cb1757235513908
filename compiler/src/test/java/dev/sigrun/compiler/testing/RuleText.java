package dev.sigrun.compiler.testing;

import dev.sigrun.runtime.json.JsonValues;
import java.util.Locale;

/** Rule files for tests. */
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
            "language = \"eql\"",
            "name = \"Rule " + number + "\"",
            "risk_score = 21",
            "rule_id = \"" + id(number) + "\"",
            "severity = \"low\"",
            "type = \"eql\"",
            // Strings of JSON are strings of TOML.
            "query = " + JsonValues.write(query),
            String.join("\n", lines))
        + "\n";
  }
}

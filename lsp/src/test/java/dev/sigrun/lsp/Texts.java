package dev.sigrun.lsp;

import dev.sigrun.conventions.RuleText;

/** Rules that have nothing to report but what a test puts into their queries. */
final class Texts {
  private Texts() {}

  /** A rule in EQL, with its query between single quotes. */
  static String eql(int number, String query) {
    return RuleText.eql(number, "QUERY").replace("\"QUERY\"", "'" + query + "'");
  }
}

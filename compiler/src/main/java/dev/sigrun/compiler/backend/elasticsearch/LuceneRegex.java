package dev.sigrun.compiler.backend.elasticsearch;

import dev.sigrun.runtime.pattern.Wildcard;

/** Wildcard patterns as regular expressions in Lucene's dialect with all its operators. */
final class LuceneRegex {
  private static final String SPECIAL = "\\.?+*|{}[]()\"#@&<>~^$";

  private LuceneRegex() {}

  /** The expression that matches the same values. */
  static String of(Wildcard pattern) {
    StringBuilder regex = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        literal.text().codePoints().forEach(c -> append(regex, c));
      } else {
        regex.append(segment instanceof Wildcard.AnyRun ? ".*" : ".");
      }
    }
    return regex.toString();
  }

  private static void append(StringBuilder regex, int character) {
    if (SPECIAL.indexOf(character) >= 0) {
      regex.append('\\');
    }
    regex.appendCodePoint(character);
  }
}

package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.source.Span;

/** The words of a query. */
final class Words {
  private Words() {}

  /** The name of a field or function around an offset; empty if there is none. */
  static Span around(String text, Span within, int offset) {
    int end = offset;
    while (end < within.end() && isPart(text.charAt(end))) {
      end++;
    }
    return new Span(startOf(text, within, offset), end);
  }

  /** The part of a name that is written before an offset. */
  static Span before(String text, Span within, int offset) {
    return new Span(startOf(text, within, offset), offset);
  }

  private static int startOf(String text, Span within, int offset) {
    int start = offset;
    while (start > within.start() && isPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '@';
  }
}

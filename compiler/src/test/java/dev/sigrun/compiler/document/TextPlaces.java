package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;

/** Checks that every character of every string points at itself or at its escape. */
public final class TextPlaces {
  private TextPlaces() {}

  /** Checks all strings in {@code value} and says how many characters that were. */
  public static int check(SourceText file, DataValue value) {
    int count = 0;
    if (value instanceof DataValue.Table table) {
      for (DataValue.Entry entry : table.entries().values()) {
        count += check(file, entry.value());
      }
    } else if (value instanceof DataValue.Array array) {
      for (DataValue element : array.values()) {
        count += check(file, element);
      }
    } else if (value instanceof DataValue.Text text) {
      count += check(file, text);
    }
    return count;
  }

  private static int check(SourceText file, DataValue.Text text) {
    String inner = text.value();
    String literal = text.origin().text();
    boolean escapes = literal.startsWith("\"");
    boolean quoted = escapes || literal.startsWith("'");
    for (int i = 0; i < inner.length(); i++) {
      int at = text.text().outermost(new Span(i, i + 1)).start();
      char outer = file.content().charAt(at);
      boolean itself = outer == inner.charAt(i);
      boolean escape = escapes && outer == '\\';
      boolean lineBreak = inner.charAt(i) == '\n' && file.content().startsWith("\r\n", at);
      // A folded line of YAML is one blank.
      boolean folded = inner.charAt(i) == ' ' && "\r\n".indexOf(outer) >= 0;
      if (!itself && !escape && !lineBreak && !folded) {
        throw new AssertionError(
            "Character " + i + " of " + text.origin().text() + " points at '" + outer + "'");
      }
    }
    int end = text.text().outermost(new Span(inner.length(), inner.length())).start();
    if (!quoted) {
      return inner.length();
    }
    char quote = file.content().charAt(text.origin().span().start());
    if (file.content().charAt(end) != quote) {
      throw new AssertionError("The end of " + text.origin().text() + " is no quote");
    }
    return inner.length();
  }
}

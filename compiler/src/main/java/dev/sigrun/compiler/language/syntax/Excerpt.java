package dev.sigrun.compiler.language.syntax;

import java.util.Locale;

/** A piece of a query as messages quote it: short, on one line, without invisible characters. */
public final class Excerpt {
  private static final int LENGTH = 40;

  private Excerpt() {}

  /** {@code text} in single quotes. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("'");
    int end = Math.min(text.length(), LENGTH);
    for (int i = 0; i < end; ) {
      int character = text.codePointAt(i);
      append(quoted, character);
      i += Character.charCount(character);
    }
    return quoted.append(text.length() > LENGTH ? "...'" : "'").toString();
  }

  private static void append(StringBuilder quoted, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> {
        boolean blank = character == ' ' || character == '\n' || character == '\t';
        if (blank || character == '\r') {
          quoted.append(' ');
        } else {
          appendCode(quoted, character);
        }
      }
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
          appendCode(quoted, character);
      default -> quoted.appendCodePoint(character);
    }
  }

  private static void appendCode(StringBuilder quoted, int character) {
    quoted.append(String.format(Locale.ROOT, "U+%04X", character));
  }
}

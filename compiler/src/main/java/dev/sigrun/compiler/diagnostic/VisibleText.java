package dev.sigrun.compiler.diagnostic;

import java.util.Locale;

/**
 * Makes untrusted text safe to print: characters that would move the cursor, change colours,
 * reorder the line or be invisible are shown as escapes.
 */
public final class VisibleText {
  private VisibleText() {}

  /**
   * {@code text} with everything that does not show spelt out, such as {@code \u001b}. Line breaks
   * and tabs count: the result is one line.
   */
  public static String of(String text) {
    int first = 0;
    while (first < text.length() && isPlain(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isVisible(c)) {
        visible.appendCodePoint(c);
      } else {
        visible.append(escape(c));
      }
    }
    return visible.toString();
  }

  /** The number of terminal columns that {@code text} fills, if all of it is visible. */
  public static int width(String text) {
    return text.codePoints().map(VisibleText::columns).sum();
  }

  /**
   * {@code text} as far as it fits, with an ellipsis in place of what does not.
   *
   * @param width a number of columns, at least 1
   */
  public static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 1;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      used += columns(c);
      if (used > width) {
        break;
      }
      kept.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return kept.append('…').toString();
  }

  /** Whether {@code codePoint} prints as itself and changes nothing around it. */
  static boolean isVisible(int codePoint) {
    if (codePoint == ' ') {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** The number of terminal columns that {@code codePoint} fills, if it is visible: 0, 1 or 2. */
  static int columns(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f;
  }

  /** The blocks whose characters East Asian fonts draw twice as wide, and emoji. */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, c > 0xffff ? "\\u{%x}" : "\\u%04x", c);
    };
  }
}

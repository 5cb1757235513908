package dev.sigrun.compiler.source;

import java.util.function.IntPredicate;

/** Writes texts between double quotes, with escapes that C, Java and JSON have in common. */
public final class Quotes {
  private Quotes() {}

  /** The text on one line, with every character visible. */
  public static String quote(String text) {
    return quote(text, c -> !Character.isISOControl(c) && !Character.isSurrogate((char) c));
  }

  /** The text with nothing but printable characters of ASCII. */
  public static String ascii(String text) {
    return quote(text, c -> c >= ' ' && c < 127);
  }

  /** The text with an escape for each UTF-16 unit that is not {@code shown}. */
  private static String quote(String text, IntPredicate shown) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (shown.test(c)) {
            out.append(c);
          } else {
            String digits = Integer.toHexString(c);
            out.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}

package dev.sigrun.proof.spl.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of an expression.
 *
 * @param kind what it is
 * @param text a string or quoted name without its quotes and escapes
 */
public record EvalToken(Kind kind, String text) {
  /** The kinds of tokens. */
  public enum Kind {
    NAME,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  private static final List<String> SYMBOLS =
      List.of("==", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", ".", "(", ")", ",");

  /** The tokens of {@code text}, an end at their end. */
  public static List<EvalToken> all(String text) {
    List<EvalToken> tokens = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      int start = position;
      if (Character.isWhitespace(c)) {
        position++;
      } else if (c == '"' || c == '\'') {
        position = Quoted.end(text, position);
        String content = Quoted.unescaped(text.substring(start + 1, position - 1), c);
        tokens.add(new EvalToken(c == '"' ? Kind.STRING : Kind.QUOTED_NAME, content));
      } else if (isDigit(c)) {
        position = numberEnd(text, position);
        tokens.add(new EvalToken(Kind.NUMBER, text.substring(start, position)));
      } else if (isLetter(c)) {
        while (position < text.length()
            && (isLetter(text.charAt(position)) || isDigit(text.charAt(position)))) {
          position++;
        }
        tokens.add(new EvalToken(Kind.NAME, text.substring(start, position)));
      } else {
        String symbol = symbol(text, position);
        position += symbol.length();
        tokens.add(new EvalToken(Kind.SYMBOL, symbol));
      }
    }
    tokens.add(new EvalToken(Kind.END, ""));
    return tokens;
  }

  private static String symbol(String text, int position) {
    return SYMBOLS.stream()
        .filter(symbol -> text.startsWith(symbol, position))
        .findFirst()
        .orElseThrow(
            () -> new SplException("Unexpected in an expression: " + text.substring(position)));
  }

  private static int numberEnd(String text, int start) {
    int position = start;
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
    boolean fraction =
        position + 1 < text.length()
            && text.charAt(position) == '.'
            && isDigit(text.charAt(position + 1));
    if (fraction) {
      position++;
      while (position < text.length() && isDigit(text.charAt(position))) {
        position++;
      }
    }
    return position;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}

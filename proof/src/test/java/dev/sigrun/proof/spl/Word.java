package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Quoted;
import dev.sigrun.proof.spl.eval.SplException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the arguments of a command, or of a search expression.
 *
 * @param kind what it is
 * @param text without quotes, parentheses and brackets
 */
record Word(Kind kind, String text) {
  /** The kinds of parts. */
  enum Kind {
    /** Text without quotes. */
    PLAIN,
    /** Text in double quotes. */
    QUOTED,
    /** The text in parentheses. */
    PARENTHESES,
    /** The text in brackets. */
    BRACKETS,
    /** A comparison or a comma. */
    SYMBOL
  }

  private static final List<String> SYMBOLS = List.of("!=", "<=", ">=", "=", "<", ">", ",");

  /** All parts of {@code text}. */
  static List<Word> all(String text) {
    List<Word> words = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      int start = position;
      char c = text.charAt(position);
      if (Character.isWhitespace(c)) {
        position++;
      } else if (c == '"') {
        position = Quoted.end(text, position);
        String content = text.substring(start + 1, position - 1);
        words.add(new Word(Kind.QUOTED, Quoted.unescaped(content, '"')));
      } else if (c == '(' || c == '[') {
        position = closing(text, position);
        words.add(
            new Word(
                c == '(' ? Kind.PARENTHESES : Kind.BRACKETS,
                text.substring(start + 1, position - 1)));
      } else if (symbol(text, position) != null) {
        String symbol = String.valueOf(symbol(text, position));
        words.add(new Word(Kind.SYMBOL, symbol));
        position += symbol.length();
      } else {
        position = plainEnd(text, position);
        words.add(new Word(Kind.PLAIN, text.substring(start, position)));
      }
    }
    return words;
  }

  private static @Nullable String symbol(String text, int position) {
    return SYMBOLS.stream().filter(s -> text.startsWith(s, position)).findFirst().orElse(null);
  }

  private static int plainEnd(String text, int start) {
    int position = start;
    while (position < text.length()
        && !Character.isWhitespace(text.charAt(position))
        && "\"()[]=<>,!|".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    if (position == start) {
      throw new SplException("Unexpected: " + text.substring(start));
    }
    return position;
  }

  /** The position after the end of the parenthesis or bracket at {@code start}. */
  private static int closing(String text, int start) {
    int depth = 0;
    int position = start;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        position = Quoted.end(text, position);
        continue;
      }
      depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
      position++;
      if (depth == 0) {
        if ((text.charAt(start) == '(') != (c == ')')) {
          break;
        }
        return position;
      }
    }
    throw new SplException("Not closed: " + text.substring(start));
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.SYMBOL || kind == Kind.PLAIN) && text.equals(symbolOrWord);
  }

  /** The same, for the keywords of commands, whose case does not count. */
  boolean isKeyword(String keyword) {
    return kind == Kind.PLAIN && text.equalsIgnoreCase(keyword);
  }

  boolean isName() {
    return kind == Kind.PLAIN || kind == Kind.QUOTED;
  }
}

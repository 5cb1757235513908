package dev.sigrun.compiler.document;

import java.util.OptionalInt;

/**
 * Prepares the lines of a file for tomlj, which is to see only what it must: keys, plain values and
 * where strings start and end.
 *
 * <ul>
 *   <li>Tomlj 2.2.0 needs time that grows with the third power of a run of lines that are blank or
 *       hold only a comment: for two thousand of them some ten seconds. They are left out, and
 *       other comments are blanked.
 *   <li>After a mistake, tomlj may take the text of a string for keys and values, and report each
 *       of its commas, quotes and blank lines. Texts are therefore disguised: each of their
 *       characters becomes the same one, and lines that then say nothing are left out. Their
 *       content is read from the file itself, by {@link TomlStrings}.
 * </ul>
 *
 * <p>Escapes stay if tomlj may have something against them. Strings on one line are disguised only
 * after an equals sign: others may be keys.
 */
final class TomlDisguise {
  private static final String LINES_QUOTE = "\"\"\"";
  private static final String LITERAL_LINES_QUOTE = "'''";
  private static final String SIMPLE_ESCAPES = "btnfr\"\\";
  private static final char DISGUISE = '_';

  /** The cost of an escape in tomlj, in characters. */
  private static final int ESCAPE_COST = 8;

  private final char[] text;

  /** The delimiter that closes the open multi-line string, or empty. */
  private String open = "";

  private int openedAt;
  private int end;
  private int visible;
  private char last;

  /**
   * Disguises a text line by line.
   *
   * @param text its lines are changed, but not its surrogates
   */
  TomlDisguise(char[] text) {
    this.text = text;
  }

  /** The number of characters that cost tomlj time and memory. */
  int visible() {
    return visible;
  }

  /** Whether the part is text of an open string alone, so that tomlj need not see the line. */
  boolean isText(int start, int end) {
    if (open.isEmpty()) {
      return false;
    }
    char quote = open.charAt(0);
    int at = start;
    while (at < end && text[at] != quote && text[at] != '\\') {
      at++;
    }
    return at == end;
  }

  /** The start of the multi-line string that is still open. */
  OptionalInt unclosed() {
    return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(openedAt);
  }

  /**
   * Disguises a line.
   *
   * @param start its offset in the text
   * @param end of the line in the text
   * @param offset its offset in the file
   * @return whether it says anything to tomlj
   */
  boolean line(int start, int end, int offset) {
    this.end = end;
    int first = start;
    while (first < end && isBlank(text[first])) {
      first++;
    }
    boolean inString = !open.isEmpty();
    if (first == end || (!inString && text[first] == '#')) {
      return false;
    }
    boolean closes = scan(start, offset - start);
    return !inString || closes || holdsEscape(start);
  }

  private boolean holdsEscape(int start) {
    int at = start;
    while (at < end && text[at] != '\\') {
      at++;
    }
    return at < end;
  }

  /** Looks through the line; says whether it closes a string of several lines. */
  private boolean scan(int start, int toFile) {
    boolean closes = false;
    int at = start;
    last = '\n';
    while (at < end) {
      char c = text[at];
      if (!open.isEmpty() && isAt(open, at)) {
        at = close(at);
        closes = true;
      } else if (!open.isEmpty()) {
        at = disguise(at, open.equals(LINES_QUOTE));
      } else if (isAt(LINES_QUOTE, at) || isAt(LITERAL_LINES_QUOTE, at)) {
        open = c == '"' ? LINES_QUOTE : LITERAL_LINES_QUOTE;
        openedAt = at + toFile;
        visible += open.length();
        at += open.length();
      } else if (c == '"' || c == '\'') {
        at = disguiseString(at, c);
      } else if (c == '#') {
        at = blank(at);
      } else {
        last = isBlank(c) ? last : c;
        visible++;
        at++;
      }
    }
    return closes;
  }

  /**
   * Blanks a comment. Tomlj 2.2.0 fails an assertion of its own on some of them after broken
   * headers.
   */
  private int blank(int start) {
    for (int at = start; at < end; at++) {
      if (!isBlank(text[at])) {
        text[at] = ' ';
      }
    }
    return end;
  }

  private int close(int at) {
    char quote = open.charAt(0);
    int behind = at + open.length();
    // Of up to five quotes the last three close the string.
    for (int i = 0; i < 2 && behind < end && text[behind] == quote; i++) {
      behind++;
    }
    open = "";
    last = quote;
    return behind;
  }

  private int disguiseString(int start, char quote) {
    boolean value = last == '=';
    last = quote;
    visible += 2;
    int at = start + 1;
    while (at < end && text[at] != quote) {
      if (value) {
        at = disguise(at, quote == '"');
      } else {
        int length = quote == '"' && text[at] == '\\' ? 2 : 1;
        visible += length;
        at += length;
      }
    }
    return at + 1;
  }

  /** Disguises a character or an escape of a string, and gives the offset after it. */
  private int disguise(int at, boolean escapes) {
    char c = text[at];
    if (!escapes || c != '\\') {
      // Columns of tomlj are code points: a pair must stay one.
      if (!isBlank(c) && !Character.isSurrogate(c)) {
        text[at] = DISGUISE;
      }
      return at + 1;
    }
    char letter = at + 1 < end ? text[at + 1] : '\n';
    if (SIMPLE_ESCAPES.indexOf(letter) >= 0) {
      text[at] = DISGUISE;
      text[at + 1] = DISGUISE;
      return at + 2;
    }
    visible += ESCAPE_COST;
    int behind = isBlank(letter) ? at + 1 : at + 2;
    if (letter == 'u' || letter == 'U') {
      while (behind < end && Character.digit(text[behind], 16) >= 0) {
        behind++;
      }
    }
    return behind;
  }

  private boolean isAt(String quote, int at) {
    char c = quote.charAt(0);
    return at + 3 <= end && text[at] == c && text[at + 1] == c && text[at + 2] == c;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}

package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.source.SourceText;
import java.util.Arrays;

/**
 * Reads the four forms of TOML strings and remembers for each character where it is written. A line
 * break is one line feed, however the file spells it.
 */
final class TomlStrings {
  private static final DiagnosticKind NOT_CLOSED =
      DiagnosticKind.error("TOML003", "String is not closed%s. Add %s.");
  private static final DiagnosticKind UNKNOWN_ESCAPE =
      DiagnosticKind.error(
          "TOML004",
          "Unknown escape '%s'. Write '\\\\' for a backslash, or put the text between single"
              + " quotes, where a backslash is a backslash.");

  private static final String ESCAPES = "btnfr\"\\";
  private static final String ESCAPED = "\b\t\n\f\r\"\\";

  private final TomlCursor cursor;
  private final StringBuilder text = new StringBuilder();
  private int[] offsets = new int[64];

  private TomlStrings(TomlCursor cursor) {
    this.cursor = cursor;
  }

  /** Reads the string at the cursor, which is at a quote. */
  static DataValue.Text read(TomlCursor cursor) {
    return new TomlStrings(cursor).read(cursor.peek());
  }

  private DataValue.Text read(char quote) {
    int start = cursor.position();
    String fence = String.valueOf(quote).repeat(3);
    int end;
    if (cursor.take(fence)) {
      cursor.takeLineBreak();
      end = readLines(start, quote, fence);
    } else {
      cursor.advance(1);
      end = readLine(start, quote);
    }
    int[] complete = Arrays.copyOf(offsets, text.length() + 1);
    complete[text.length()] = end;
    SourceText embedded = cursor.source().embed(text.toString(), complete);
    return new DataValue.Text(cursor.originFrom(start), embedded);
  }

  /** Reads to the closing quote and gives its offset. */
  private int readLine(int start, char quote) {
    while (cursor.peek() != quote) {
      if (cursor.atEnd() || cursor.atLineBreak()) {
        String where = " at the end of the line";
        throw cursor.error(NOT_CLOSED, start, cursor.position(), where, quote);
      }
      readCharacter(quote);
    }
    cursor.advance(1);
    return cursor.position() - 1;
  }

  /** Reads to the three closing quotes and gives their offset. */
  private int readLines(int start, char quote, String fence) {
    while (!cursor.at(fence)) {
      if (cursor.atEnd()) {
        throw cursor.error(NOT_CLOSED, start, start + 3, "", fence);
      } else if (cursor.atLineBreak()) {
        add('\n', cursor.position());
        cursor.takeLineBreak();
      } else if (quote == '"' && atContinuation()) {
        skipContinuation();
      } else {
        readCharacter(quote);
      }
    }
    // Of up to five quotes the last three close the string.
    for (int i = 0; i < 2 && cursor.peek(3) == quote; i++) {
      readCharacter(quote);
    }
    cursor.advance(3);
    return cursor.position() - 3;
  }

  private void readCharacter(char quote) {
    if (quote == '"' && cursor.peek() == '\\') {
      readEscape();
      return;
    }
    cursor.refuseControlCharacter("string");
    add(cursor.peek(), cursor.position());
    cursor.advance(1);
  }

  private void readEscape() {
    int start = cursor.position();
    char letter = cursor.peek(1);
    int known = ESCAPES.indexOf(letter);
    if (known >= 0) {
      add(ESCAPED.charAt(known), start);
      cursor.advance(2);
    } else if (letter == 'u' || letter == 'U') {
      readCodePoint(start, letter == 'u' ? 4 : 8);
    } else {
      int length = cursor.atEnd() || letter < ' ' || letter == TomlCursor.END ? 1 : 2;
      String found = cursor.source().content().substring(start, start + length);
      throw cursor.error(UNKNOWN_ESCAPE, start, start + length, found);
    }
  }

  private void readCodePoint(int start, int digits) {
    int codePoint = 0;
    int count = 0;
    while (count < digits && Character.digit(cursor.peek(2 + count), 16) >= 0) {
      codePoint = codePoint << 4 | Character.digit(cursor.peek(2 + count), 16);
      count++;
    }
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (count < digits || surrogate || !Character.isValidCodePoint(codePoint)) {
      String found = cursor.source().content().substring(start, start + 2 + count);
      throw cursor.error(UNKNOWN_ESCAPE, start, start + 2 + count, found);
    }
    for (char c : Character.toChars(codePoint)) {
      add(c, start);
    }
    cursor.advance(2 + digits);
  }

  /** Whether a backslash ends the line: it joins the next text that is no blank. */
  private boolean atContinuation() {
    if (cursor.peek() != '\\') {
      return false;
    }
    int ahead = 1;
    while (cursor.peek(ahead) == ' ' || cursor.peek(ahead) == '\t') {
      ahead++;
    }
    return cursor.peek(ahead) == '\n'
        || (cursor.peek(ahead) == '\r' && cursor.peek(ahead + 1) == '\n');
  }

  private void skipContinuation() {
    cursor.advance(1);
    do {
      cursor.skipBlanks();
    } while (cursor.takeLineBreak());
  }

  private void add(char c, int offset) {
    if (text.length() + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[text.length()] = offset;
    text.append(c);
  }
}

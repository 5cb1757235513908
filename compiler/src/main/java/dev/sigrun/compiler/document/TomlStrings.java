package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;

/**
 * Finds for each character of a TOML string where it is written. The string is known to be well
 * formed. A line break is one line feed, however the file spells it, so that a rule means the same
 * after a checkout on another system.
 */
final class TomlStrings {
  private static final String ESCAPES = "btnfr\"\\";
  private static final String ESCAPED = "\b\t\n\f\r\"\\";

  private final SourceText source;
  private final String content;
  private final StringBuilder text = new StringBuilder();
  private final Embedding.Builder places = new Embedding.Builder();
  private int position;

  private TomlStrings(SourceText source, int start) {
    this.source = source;
    this.content = source.content();
    this.position = start;
  }

  /** The string whose first quote is at {@code start}. */
  static DataValue.Text read(SourceText source, int start) {
    return new TomlStrings(source, start).read();
  }

  private DataValue.Text read() {
    int start = position;
    String quote = content.substring(start, start + 1);
    String fence = content.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    position += fence.length();
    if (fence.length() == 3) {
      position += lineBreakLength(position);
    }
    readPlain(quote.charAt(0));
    while (!content.startsWith(fence, position)) {
      readCharacter(quote.equals("\""));
      readPlain(quote.charAt(0));
    }
    // Of up to five quotes the last three close the string.
    while (fence.length() == 3 && content.startsWith(quote, position + 3)) {
      text.append(quote);
      places.addPlain(position, ++position);
    }
    SourceText embedded = source.embed(text.toString(), places.build(position));
    Origin origin = Origin.of(source, new Span(start, position + fence.length()));
    return new DataValue.Text(origin, embedded);
  }

  /** Reads literal characters, up to one that is not literal. Most strings contain nothing else. */
  private void readPlain(char quote) {
    int start = position;
    char c = content.charAt(position);
    while (c != quote && c != '\\' && c != '\r') {
      c = content.charAt(++position);
    }
    text.append(content.substring(start, position));
    places.addPlain(start, position);
  }

  /** Reads a character that {@link #readPlain} does not; it may be literal all the same. */
  private void readCharacter(boolean escapes) {
    int lineBreak = lineBreakLength(position);
    int start = position;
    if (lineBreak > 0) {
      position += lineBreak;
      add('\n', start);
    } else if (escapes && content.charAt(start) == '\\') {
      readEscape(start, content.charAt(start + 1));
    } else {
      text.append(content.charAt(start));
      places.addPlain(start, ++position);
    }
  }

  private void readEscape(int start, char letter) {
    int known = ESCAPES.indexOf(letter);
    if (known >= 0) {
      position += 2;
      add(ESCAPED.charAt(known), start);
    } else if (letter == 'u' || letter == 'U') {
      position += letter == 'u' ? 6 : 10;
      for (char c : Character.toChars(Integer.parseInt(content, start + 2, position, 16))) {
        add(c, start);
      }
    } else {
      skipContinuation();
    }
  }

  /** Skips a backslash that ends a line, and all blanks and line breaks after it. */
  private void skipContinuation() {
    do {
      position++;
    } while (" \t\r\n".indexOf(content.charAt(position)) >= 0);
  }

  private int lineBreakLength(int at) {
    return content.startsWith("\n", at) ? 1 : content.startsWith("\r\n", at) ? 2 : 0;
  }

  /** Adds a unit that is written from {@code start} to the position. */
  private void add(char c, int start) {
    text.append(c);
    places.addEscaped(start, position);
  }
}

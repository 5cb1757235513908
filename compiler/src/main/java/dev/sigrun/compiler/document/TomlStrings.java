package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Arrays;

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
  private int[] starts = new int[64];
  private int[] ends = new int[64];
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
    while (!content.startsWith(fence, position)) {
      readCharacter(quote.equals("\""));
    }
    // Of up to five quotes the last three close the string.
    while (fence.length() == 3 && content.startsWith(quote, position + 3)) {
      add(quote.charAt(0), position, ++position);
    }
    int[] startsAndEnd = Arrays.copyOf(starts, text.length() + 1);
    startsAndEnd[text.length()] = position;
    SourceText embedded =
        source.embed(text.toString(), startsAndEnd, Arrays.copyOf(ends, text.length()));
    Origin origin = Origin.of(source, new Span(start, position + fence.length()));
    return new DataValue.Text(origin, embedded);
  }

  private void readCharacter(boolean escapes) {
    int lineBreak = lineBreakLength(position);
    int start = position;
    if (lineBreak > 0) {
      position += lineBreak;
      add('\n', start, position);
    } else if (escapes && content.charAt(start) == '\\') {
      readEscape(start, content.charAt(start + 1));
    } else {
      position++;
      add(content.charAt(start), start, position);
    }
  }

  private void readEscape(int start, char letter) {
    int known = ESCAPES.indexOf(letter);
    if (known >= 0) {
      position += 2;
      add(ESCAPED.charAt(known), start, position);
    } else if (letter == 'u' || letter == 'U') {
      position += letter == 'u' ? 6 : 10;
      for (char c : Character.toChars(Integer.parseInt(content, start + 2, position, 16))) {
        add(c, start, position);
      }
    } else {
      skipContinuation();
    }
  }

  /** Skips a backslash that ends a line, and all blanks and line breaks behind it. */
  private void skipContinuation() {
    do {
      position++;
    } while (" \t\r\n".indexOf(content.charAt(position)) >= 0);
  }

  private int lineBreakLength(int at) {
    return content.startsWith("\n", at) ? 1 : content.startsWith("\r\n", at) ? 2 : 0;
  }

  private void add(char c, int start, int end) {
    if (text.length() == starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    starts[text.length()] = start;
    ends[text.length()] = end;
    text.append(c);
  }
}

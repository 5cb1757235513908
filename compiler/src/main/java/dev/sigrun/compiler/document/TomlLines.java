package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.SourceText;
import java.util.Arrays;
import org.tomlj.TomlPosition;

/**
 * The lines of a TOML file that tomlj gets, and the way back from its positions to the file.
 *
 * <p>Tomlj 2.2.0 needs time that grows with the third power of a run of lines that are blank or
 * hold only a comment: for two thousand of them some ten seconds. It gets none of these lines. In
 * strings of several lines they are characters like others, but a mistake before the string may
 * make tomlj take them for lines of the file; so they are left out there too, or, where they only
 * look like comments, disguised. What a string holds is read from the file itself, see {@link
 * TomlStrings}.
 */
final class TomlLines {
  private static final String LINES_QUOTE = "\"\"\"";
  private static final String LITERAL_LINES_QUOTE = "'''";

  private final SourceText source;
  private final StringBuilder parsed = new StringBuilder();

  /** Where the lines that tomlj gets start in the file. */
  private int[] starts = new int[64];

  private int count;

  /** The offsets of surrogate pairs: tomlj counts them as one column. */
  private final int[] pairs;

  /** What closes the string of several lines that is open, or empty. */
  private String open = "";

  TomlLines(SourceText source) {
    this.source = source;
    String content = source.content();
    int start = 0;
    while (start < content.length()) {
      int end = content.indexOf('\n', start) + 1;
      end = end == 0 ? content.length() : end;
      addLine(content, start, end);
      start = end;
    }
    this.pairs = pairs(content);
  }

  SourceText source() {
    return source;
  }

  /** The text for tomlj. */
  String parsed() {
    return parsed.toString();
  }

  /** The offset in the file; its end for what lies behind the last line. */
  int offset(TomlPosition position) {
    return offset(position.line(), position.column());
  }

  /** The offset in the file of a line and a column, in code points, of what tomlj got. */
  int offset(int line, int column) {
    int length = source.content().length();
    if (line > count) {
      return length;
    }
    int start = starts[line - 1];
    int first = Arrays.binarySearch(pairs, start);
    first = first < 0 ? -first - 1 : first;
    int low = first;
    int high = pairs.length;
    // Of the pairs from the line's start, those count that begin before the column.
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs[middle] - start - (middle - first) < column - 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.min(length, start + column - 1 + low - first);
  }

  /** The line in the file of a line that tomlj got. */
  int line(int line) {
    return source.position(offset(line, 1)).line();
  }

  private void addLine(String content, int start, int end) {
    int at = start;
    // A byte order mark is no part of the text.
    while (at < end
        && (isBlank(content.charAt(at)) || (at == 0 && content.charAt(0) == '\ufeff'))) {
      at++;
    }
    boolean comment = at < end && content.charAt(at) == '#';
    boolean inString = !open.isEmpty();
    scan(content, at, end);
    if (at == end || (comment && !inString)) {
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
    int from = parsed.length();
    parsed.append(content, start, end);
    if (comment) {
      parsed.setCharAt(from + at - start, '_');
    }
    if (start == 0 && content.startsWith("\ufeff")) {
      parsed.setCharAt(0, ' ');
    }
  }

  /** Looks through a line for quotes that open or close a string of several lines. */
  private void scan(String content, int start, int end) {
    int at = start;
    while (at < end) {
      char c = content.charAt(at);
      if (!open.isEmpty()) {
        at = scanString(content, at, c);
      } else if (c == '#') {
        return;
      } else if (content.startsWith(LINES_QUOTE, at)) {
        open = LINES_QUOTE;
        at += 3;
      } else if (content.startsWith(LITERAL_LINES_QUOTE, at)) {
        open = LITERAL_LINES_QUOTE;
        at += 3;
      } else if (c == '"' || c == '\'') {
        at = afterLineString(content, at, end);
      } else {
        at++;
      }
    }
  }

  private int scanString(String content, int at, char c) {
    if (c == '\\' && open.equals(LINES_QUOTE)) {
      return content.startsWith("\n", at + 1) ? at + 1 : at + 2;
    }
    if (!content.startsWith(open, at)) {
      return at + 1;
    }
    int end = at + 3;
    // Of up to five quotes the last three close the string.
    while (end < at + 5 && content.startsWith(open.substring(2), end)) {
      end++;
    }
    open = "";
    return end;
  }

  private static int afterLineString(String content, int start, int end) {
    char quote = content.charAt(start);
    int at = start + 1;
    while (at < end && content.charAt(at) != quote) {
      at += quote == '"' && content.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static int[] pairs(String content) {
    int[] found = new int[16];
    int count = 0;
    for (int i = 0; i + 1 < content.length(); i++) {
      if (Character.isSurrogatePair(content.charAt(i), content.charAt(i + 1))) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = i;
        i++;
      }
    }
    return Arrays.copyOf(found, count);
  }
}

package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.SourceText;
import java.util.Arrays;
import java.util.OptionalInt;
import org.tomlj.TomlPosition;

/**
 * The lines of a TOML file that tomlj gets, and the way back from its positions to the file. It
 * does not get all lines, see {@link TomlDisguise}.
 */
final class TomlLines {
  private final SourceText source;
  private final StringBuilder parsed = new StringBuilder();
  private final TomlDisguise disguise = new TomlDisguise(parsed);

  /** Where the lines that tomlj gets start in the file. */
  private int[] starts = new int[64];

  private int count;

  /** The offsets of surrogate pairs: tomlj counts them as one column. */
  private final int[] pairs;

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

  /** How many characters cost tomlj time and memory. */
  int visible() {
    return disguise.visible();
  }

  /** Where the string of several lines starts that the file does not close. */
  OptionalInt unclosed() {
    return disguise.unclosed();
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
    int from = parsed.length();
    parsed.append(content, start, end);
    if (start == 0 && content.startsWith("\ufeff")) {
      // A byte order mark is no part of the text.
      parsed.setCharAt(0, ' ');
    }
    if (!disguise.line(from, start)) {
      parsed.setLength(from);
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
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

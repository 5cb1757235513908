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

  /** The file, in front of which the lines for tomlj gather. */
  private final char[] text;

  private final TomlDisguise disguise;
  private int length;

  /** The start positions, in the file, of the lines that tomlj gets. */
  private int[] starts = new int[64];

  private int count;

  /** The offsets of surrogate pairs: tomlj counts them as one column. */
  private final int[] pairs;

  TomlLines(SourceText source) {
    this.source = source;
    this.text = source.content().toCharArray();
    this.disguise = new TomlDisguise(text);
    this.pairs = pairs(text);
    int start = 0;
    while (start < text.length) {
      int end = lineEnd(start);
      if (!disguise.isText(start, end)) {
        addLine(start, end);
      }
      start = end;
    }
  }

  private int lineEnd(int start) {
    int end = start;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return Math.min(text.length, end + 1);
  }

  SourceText source() {
    return source;
  }

  /** The text for tomlj. */
  String parsed() {
    return String.valueOf(text, 0, length);
  }

  /** The number of characters that cost tomlj time and memory. */
  int visible() {
    return disguise.visible();
  }

  /** The start of the multi-line string that the file does not close. */
  OptionalInt unclosed() {
    return disguise.unclosed();
  }

  /** The offset in the file; its end for what lies after the last line. */
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

  private void addLine(int start, int end) {
    int from = length;
    int to = from + end - start;
    System.arraycopy(text, start, text, from, end - start);
    if (start == 0 && text[0] == '\ufeff') {
      // A byte order mark is not part of the text.
      text[0] = ' ';
    }
    if (!disguise.line(from, to, start)) {
      return;
    }
    length = to;
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
  }

  private static int[] pairs(char[] text) {
    int[] found = new int[16];
    int count = 0;
    for (int i = 0; i + 1 < text.length; i++) {
      if (Character.isSurrogatePair(text[i], text[i + 1])) {
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

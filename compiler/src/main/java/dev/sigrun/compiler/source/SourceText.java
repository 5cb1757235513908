package dev.sigrun.compiler.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text with a name, from which places can be reported. A text may be embedded in another one, as
 * a query is in a rule file: its places are then reported as places of the outermost text.
 */
public final class SourceText {
  private final String name;
  private final String content;
  private final int[] lineStarts;
  private final @Nullable Embedding embedding;

  private record Embedding(SourceText outer, int[] outerOffsets) {}

  private SourceText(String name, String content, @Nullable Embedding embedding) {
    this.name = name;
    this.content = content;
    this.lineStarts = lineStarts(content);
    this.embedding = embedding;
  }

  /**
   * A text of its own.
   *
   * @param name what messages call it, usually the path of the file as the user wrote it
   * @param content the whole text
   */
  public static SourceText of(String name, String content) {
    return new SourceText(name, content, null);
  }

  /**
   * A text that is written inside this one.
   *
   * @param inner the text after the host's escapes are resolved
   * @param offsets for each unit of {@code inner} the offset in this text at which it is written,
   *     and one more for the end: {@code inner.length() + 1} values, never decreasing
   */
  public SourceText embed(String inner, int[] offsets) {
    if (offsets.length != inner.length() + 1) {
      throw new IllegalArgumentException(
          inner.length() + " units need one offset more, not " + offsets.length + ".");
    }
    return new SourceText(name, inner, new Embedding(this, offsets.clone()));
  }

  /** What messages call this text. An embedded text has the name of the outer one. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String content() {
    return content;
  }

  /** The part of the content that {@code span} covers. */
  public String text(Span span) {
    return content.substring(span.start(), span.end());
  }

  /** The span of the whole content. */
  public Span whole() {
    return new Span(0, content.length());
  }

  /** The outermost text: this one unless it is embedded. */
  public SourceText outermost() {
    return embedding == null ? this : embedding.outer().outermost();
  }

  /** The same place as a span of the {@linkplain #outermost() outermost} text. */
  public Span outermost(Span span) {
    if (embedding == null) {
      return span;
    }
    int[] offsets = embedding.outerOffsets();
    int start = offsets[span.start()];
    // The end is just behind the last unit: what lies between two units (an escape's rest, a line
    // continuation) belongs to neither.
    int end = span.end() == span.start() ? start : offsets[span.end() - 1] + 1;
    if (span.end() > span.start() && span.end() < offsets.length) {
      end = Math.max(end, Math.min(offsets[span.end()], end + ESCAPE_LENGTH));
    }
    return embedding.outer().outermost(new Span(start, Math.max(start, end)));
  }

  private static final int ESCAPE_LENGTH = 9;

  /** Line and column of an offset of this text, reported in the outermost text. */
  public Position position(int offset) {
    if (embedding != null) {
      return embedding.outer().position(embedding.outerOffsets()[offset]);
    }
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, offset - lineStarts[line] + 1);
  }

  /**
   * A line of this text itself, without its line break.
   *
   * @param number from 1
   */
  public String line(int number) {
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] : content.length();
    while (end > start && (content.charAt(end - 1) == '\n' || content.charAt(end - 1) == '\r')) {
      end--;
    }
    return content.substring(start, end);
  }

  private static int[] lineStarts(String content) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == content.length() || content.charAt(i + 1) != '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public String toString() {
    return name;
  }
}

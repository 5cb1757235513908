package dev.sigrun.compiler.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A named text, in which positions can be reported. A text may be embedded in another one, as a
 * query is in a rule file: its places are then reported as places of the outermost text. Immutable
 * but for what it remembers of itself: several threads may find the same line starts at the same
 * time.
 */
public final class SourceText {
  private final String name;
  private final String content;
  private final @Nullable Host host;

  /** Found when first asked for: most texts are never reported about. */
  private volatile int @Nullable [] lineStarts;

  /** The position of an embedded text. */
  private record Host(SourceText outer, Embedding places) {}

  private SourceText(String name, String content, @Nullable Host host) {
    this.name = name;
    this.content = content;
    this.host = host;
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
   * A text that is written inside this one. Between its units may lie text that belongs to none of
   * them, such as a line break that the host ignores.
   *
   * @param inner the text after the host's escapes are resolved
   * @param places where each of its units is written in this text
   */
  public SourceText embed(String inner, Embedding places) {
    if (places.length() != inner.length()) {
      throw new IllegalArgumentException(
          inner.length() + " units have not " + places.length() + " places.");
    }
    return new SourceText(name, inner, new Host(this, places));
  }

  /** The name of this text in messages. An embedded text has the name of the outer one. */
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
    return host == null ? this : host.outer().outermost();
  }

  /**
   * The same place as a span of the {@linkplain #outermost() outermost} text: from the start of the
   * first unit to the end of the last one, with all that lies between; empty if {@code span} is.
   */
  public Span outermost(Span span) {
    if (host == null) {
      return span;
    }
    int start = host.places().start(span.start());
    int end = span.end() == span.start() ? start : host.places().end(span.end() - 1);
    return host.outer().outermost(new Span(start, end));
  }

  /** Line and column of an offset of this text, reported in the outermost text. */
  public Position position(int offset) {
    if (host != null) {
      return host.outer().position(host.places().start(offset));
    }
    int[] lineStarts = lineStarts();
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, offset - lineStarts[line] + 1);
  }

  /**
   * The offset of a position in this text itself; of one behind the end of its line or of the text,
   * that end.
   */
  public int offset(Position position) {
    int[] lineStarts = lineStarts();
    if (position.line() > lineStarts.length) {
      return content.length();
    }
    Span line = lineSpan(position.line());
    return Math.min(line.start() + position.column() - 1, line.end());
  }

  /** The number of lines of this text itself, at least one. */
  public int lines() {
    return lineStarts().length;
  }

  /**
   * A line of this text itself, without its line break.
   *
   * @param number from 1
   */
  public String line(int number) {
    return text(lineSpan(number));
  }

  /**
   * The place of a line of this text itself, without its line break. A line may have millions of
   * characters, of which a report shows a few.
   *
   * @param number from 1
   */
  public Span lineSpan(int number) {
    int[] lineStarts = lineStarts();
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] : content.length();
    while (end > start && (content.charAt(end - 1) == '\n' || content.charAt(end - 1) == '\r')) {
      end--;
    }
    return new Span(start, end);
  }

  private int[] lineStarts() {
    int[] starts = lineStarts;
    if (starts == null) {
      starts = lineStarts(content);
      lineStarts = starts;
    }
    return starts;
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

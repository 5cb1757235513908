package dev.sigrun.compiler.language.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A text as ANTLR reads it, by UTF-16 units. ANTLR's own streams count code points, which would
 * shift every position after the first emoji, and fail on unpaired surrogates.
 */
public final class Utf16CharStream implements CharStream {
  private final String name;
  private final String text;
  private int index;

  /**
   * Reads {@code text} from offset {@code start} on.
   *
   * @param name what ANTLR calls the text, never shown
   */
  public Utf16CharStream(String name, String text, int start) {
    this.name = name;
    this.text = text;
    this.index = start;
  }

  @Override
  public void consume() {
    if (index == text.length()) {
      throw new IllegalStateException("Cannot read beyond the end.");
    }
    index++;
  }

  @Override
  public int LA(int offset) {
    int at = offset > 0 ? index + offset - 1 : index + offset;
    boolean inside = offset != 0 && at >= 0 && at < text.length();
    return inside ? text.charAt(at) : IntStream.EOF;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // Everything stays readable: nothing was held for the marker.
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int target) {
    index = Math.min(target, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }

  @Override
  public String getSourceName() {
    return name;
  }
}

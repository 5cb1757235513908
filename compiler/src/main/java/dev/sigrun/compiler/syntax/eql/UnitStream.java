package dev.sigrun.compiler.syntax.eql;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A text as a lexer reads it, in UTF-16 units: the offsets of tokens are then offsets of the source
 * text. ANTLR's own streams count code points.
 */
final class UnitStream implements CharStream {
  private final String name;
  private final String content;
  private int index;

  UnitStream(String name, String content) {
    this.name = name;
    this.content = content;
  }

  @Override
  public void consume() {
    if (index >= content.length()) {
      throw new IllegalStateException("Nothing is left to consume.");
    }
    index++;
  }

  @Override
  public int LA(int distance) {
    if (distance == 0) {
      return 0;
    }
    int at = distance < 0 ? index + distance : index + distance - 1;
    return at >= 0 && at < content.length() ? content.charAt(at) : IntStream.EOF;
  }

  /** Marks nothing: every offset can be sought at any time. */
  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int target) {
    index = Math.min(target, content.length());
  }

  @Override
  public int size() {
    return content.length();
  }

  @Override
  public String getSourceName() {
    return name;
  }

  @Override
  public String getText(Interval interval) {
    int start = Math.min(interval.a, content.length());
    return content.substring(start, Math.max(start, Math.min(interval.b + 1, content.length())));
  }

  @Override
  public String toString() {
    return content;
  }
}

package dev.sigrun.compiler.source;

/**
 * A range in a {@link SourceText}, in UTF-16 units.
 *
 * @param start offset of the first unit
 * @param end offset after the last unit, not before {@code start}
 */
public record Span(int start, int end) {
  /** Refuses negative offsets and ranges that end before they start. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("Span " + start + ".." + end + " is not a range.");
    }
  }

  /** The smallest span that holds this one and {@code other}. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}

package dev.sigrun.compiler.source;

/**
 * The position that a node of a tree comes from. All origins are equal, so that trees compare by
 * meaning while every node can still be pointed at.
 */
public final class Origin {
  private final SourceText source;
  private final Span span;

  private Origin(SourceText source, Span span) {
    this.source = source;
    this.span = span;
  }

  /** The origin that is {@code span} of {@code source}. */
  public static Origin of(SourceText source, Span span) {
    return new Origin(source, span);
  }

  /** The text it is written in, which may be embedded in another one. */
  public SourceText source() {
    return source;
  }

  /** The place in {@link #source()}. */
  public Span span() {
    return span;
  }

  /** The text there. */
  public String text() {
    return source.text(span);
  }

  /** The smallest origin that holds this one and {@code other} of the same source. */
  public Origin to(Origin other) {
    return source == other.source ? new Origin(source, span.to(other.span)) : this;
  }

  /** True for every origin: a node means the same wherever it is written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Origin;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  /** Empty: printed trees show meaning only. */
  @Override
  public String toString() {
    return "";
  }
}

package dev.sigrun.lsp.text;

import dev.sigrun.compiler.source.Position;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import org.eclipse.lsp4j.Range;

/**
 * Places in whole texts. Ours have lines and columns from 1, those of the protocol from 0; both
 * count columns in UTF-16 units, and both end lines at LF, CR LF and CR.
 */
public final class Places {
  private static final int MOST = Integer.MAX_VALUE - 1;

  private Places() {}

  /** A span as a range of the protocol. */
  public static Range range(SourceText text, Span span) {
    return new Range(position(text, span.start()), position(text, span.end()));
  }

  /** An offset as a position of the protocol. */
  public static org.eclipse.lsp4j.Position position(SourceText text, int offset) {
    Position position = text.position(offset);
    return new org.eclipse.lsp4j.Position(position.line() - 1, position.column() - 1);
  }

  /** The offset of a position of the protocol; the nearest one if the text has no such position. */
  public static int offset(SourceText text, org.eclipse.lsp4j.Position position) {
    return text.offset(new Position(from1(position.getLine()), from1(position.getCharacter())));
  }

  /** The span of a range of the protocol. */
  public static Span span(SourceText text, Range range) {
    int start = offset(text, range.getStart());
    return new Span(start, Math.max(start, offset(text, range.getEnd())));
  }

  private static int from1(int from0) {
    return Math.min(Math.max(from0, 0), MOST) + 1;
  }
}

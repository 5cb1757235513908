package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;

/** A value or the name of a field in KQL, after escapes are resolved. */
public sealed interface KqlValue {
  /** The position in the source. */
  Origin origin();

  /**
   * Plain text. Numbers are text too.
   *
   * @param quoted whether it is written in quotes
   */
  record Text(Origin origin, String text, boolean quoted) implements KqlValue {}

  /** {@code true} or {@code false} without quotes. */
  record Bool(Origin origin, boolean value) implements KqlValue {}

  /** {@code null} without quotes. */
  record Null(Origin origin) implements KqlValue {}

  /**
   * Text with wildcard marks, not in quotes.
   *
   * @param pieces the text between the marks: one more than there are marks, so at least two; the
   *     lone {@code *} is two empty pieces
   */
  record Pattern(Origin origin, List<String> pieces) implements KqlValue {
    /** Copies the list; refuses a pattern without a mark. */
    public Pattern {
      pieces = List.copyOf(pieces);
      if (pieces.size() < 2) {
        throw new IllegalArgumentException("A pattern needs a wildcard mark.");
      }
    }

    /** Whether it is exactly one wildcard, which matches any value. */
    public boolean isLoneWildcard() {
      return pieces.size() == 2 && pieces.stream().allMatch(String::isEmpty);
    }
  }
}

package dev.sigrun.compiler.language.kql.analysis;

import java.util.ArrayList;
import java.util.List;

/** Splits a pattern at the blanks of its pieces, as Elasticsearch's query string does. */
final class PatternParts {
  private PatternParts() {}

  /**
   * The parts between blanks, each as the text between its wildcard marks: a part of one piece has
   * no mark.
   *
   * @param pieces the text between the marks of the whole pattern
   */
  static List<List<String>> split(List<String> pieces) {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        part.add(piece.toString());
        piece.setLength(0);
      }
      for (char c : pieces.get(i).toCharArray()) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
          finish(parts, part, piece);
        } else {
          piece.append(c);
        }
      }
    }
    finish(parts, part, piece);
    return parts;
  }

  private static void finish(List<List<String>> parts, List<String> part, StringBuilder piece) {
    if (!part.isEmpty() || piece.length() > 0) {
      part.add(piece.toString());
      parts.add(List.copyOf(part));
      part.clear();
      piece.setLength(0);
    }
  }
}

package dev.sigrun.cli.reference;

import java.util.Optional;

/** Breaks prose into lines. */
final class Paragraphs {
  private Paragraphs() {}

  /** The text in lines of at most {@code width} characters, or in one line without a width. */
  static String wrap(String text, Optional<Integer> width) {
    if (width.isEmpty()) {
      return text + "\n";
    }
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      boolean breaks = column > 0 && column + 1 + word.length() > width.get();
      lines.append(column == 0 ? "" : breaks ? "\n" : " ").append(word);
      column = (column == 0 || breaks ? 0 : column + 1) + word.length();
    }
    return lines.append('\n').toString();
  }
}

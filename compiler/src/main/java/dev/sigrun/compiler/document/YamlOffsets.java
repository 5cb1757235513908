package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.Span;
import org.yaml.snakeyaml.nodes.Node;

/** Converts positions in code points, as SnakeYAML counts, to the units that we count. */
final class YamlOffsets {
  private final String content;

  /** For each code point its unit; empty if these are the same. */
  private final int[] units;

  YamlOffsets(String content) {
    this.content = content;
    int codePoints = content.codePointCount(0, content.length());
    this.units = codePoints == content.length() ? new int[0] : units(content, codePoints);
  }

  private static int[] units(String content, int codePoints) {
    int[] units = new int[codePoints + 1];
    int unit = 0;
    for (int i = 0; i < codePoints; i++) {
      units[i] = unit;
      unit += Character.charCount(content.codePointAt(unit));
    }
    units[codePoints] = unit;
    return units;
  }

  int unit(int codePoint) {
    int at = Math.max(0, codePoint);
    return units.length == 0
        ? Math.min(at, content.length())
        : units[Math.min(at, units.length - 1)];
  }

  Span span(Node node) {
    return new Span(unit(node.getStartMark().getIndex()), unit(node.getEndMark().getIndex()));
  }

  /** The character at {@code unit}; empty at the end of the text. */
  Span character(int unit) {
    int length = unit < content.length() ? Character.charCount(content.codePointAt(unit)) : 0;
    return new Span(unit, unit + length);
  }
}

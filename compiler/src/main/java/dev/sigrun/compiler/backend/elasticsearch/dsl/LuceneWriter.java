package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.runtime.pattern.CharClass;
import dev.sigrun.runtime.pattern.RegexNode;
import java.util.List;
import java.util.Optional;

/**
 * Writes regular expressions of other dialects in Lucene's. That has no assertions about positions,
 * apart from the ends of the value, which are where the expression has nothing of any length.
 */
final class LuceneWriter {
  private final StringBuilder text = new StringBuilder();

  private LuceneWriter() {}

  /** The expression that matches what {@code node} does; empty if there is none. */
  static Optional<String> write(RegexNode node) {
    LuceneWriter writer = new LuceneWriter();
    return writer.append(node, false) ? Optional.of(writer.text.toString()) : Optional.empty();
  }

  /**
   * Appends the expression for {@code node}.
   *
   * @param atom whether an operator may follow
   * @return whether there is one
   */
  private boolean append(RegexNode node, boolean atom) {
    if (node instanceof RegexNode.Text literal) {
      boolean single = literal.text().codePointCount(0, literal.text().length()) == 1;
      open(atom && !single);
      literal.text().codePoints().forEach(c -> LuceneRegex.appendLiteral(text, c));
      close(atom && !single);
      return true;
    }
    if (node instanceof RegexNode.Chars chars) {
      appendClass(chars.chars());
      return true;
    }
    if (node instanceof RegexNode.Sequence sequence) {
      return appendSequence(sequence.parts(), atom);
    }
    if (node instanceof RegexNode.Choice choice) {
      open(true);
      for (int i = 0; i < choice.alternatives().size(); i++) {
        text.append(i == 0 ? "" : "|");
        if (!append(choice.alternatives().get(i), false)) {
          return false;
        }
      }
      close(true);
      return true;
    }
    return node instanceof RegexNode.Repeat repeat && appendRepeat(repeat, atom);
  }

  private boolean appendSequence(List<RegexNode> parts, boolean atom) {
    if (parts.isEmpty()) {
      text.append("()");
      return true;
    }
    open(atom);
    for (RegexNode part : parts) {
      if (!append(part, false)) {
        return false;
      }
    }
    close(atom);
    return true;
  }

  private boolean appendRepeat(RegexNode.Repeat repeat, boolean atom) {
    open(atom);
    if (!append(repeat.part(), true)) {
      return false;
    }
    if (repeat.max() == RegexNode.Repeat.UNLIMITED) {
      text.append(repeat.min() == 0 ? "*" : repeat.min() == 1 ? "+" : "{" + repeat.min() + ",}");
    } else if (repeat.min() == 0 && repeat.max() == 1) {
      text.append('?');
    } else if (repeat.min() == repeat.max()) {
      text.append('{').append(repeat.min()).append('}');
    } else {
      text.append('{').append(repeat.min()).append(',').append(repeat.max()).append('}');
    }
    close(atom);
    return true;
  }

  private void appendClass(CharClass chars) {
    if (chars.isEmpty()) {
      text.append('#');
      return;
    }
    if (chars.equals(CharClass.ANY)) {
      text.append('.');
      return;
    }
    boolean negated = chars.contains(Character.MAX_CODE_POINT);
    text.append(negated ? "[^" : "[");
    for (int[] range : (negated ? chars.complement() : chars).ranges()) {
      appendInBracket(range[0]);
      if (range[1] > range[0]) {
        text.append(range[1] > range[0] + 1 ? "-" : "");
        appendInBracket(range[1]);
      }
    }
    text.append(']');
  }

  private void appendInBracket(int c) {
    if (!Character.isLetterOrDigit(c) && c > ' ' && c < 128) {
      text.append('\\');
    }
    text.appendCodePoint(c);
  }

  private void open(boolean needed) {
    text.append(needed ? "(" : "");
  }

  private void close(boolean needed) {
    text.append(needed ? ")" : "");
  }
}

package dev.sigrun.compiler.language.kql.syntax;

import static dev.sigrun.compiler.language.kql.syntax.KqlCharacters.isBlank;
import static dev.sigrun.compiler.language.kql.syntax.KqlCharacters.isSpecial;
import static dev.sigrun.compiler.language.kql.syntax.KqlCharacters.isTrimmed;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Writes one literal with the escapes that {@link LiteralReader} resolves. */
final class LiteralWriter {
  private final String text;
  private final BitSet marks;
  private final StringBuilder out = new StringBuilder();

  private LiteralWriter(String text, BitSet marks) {
    this.text = text;
    this.marks = marks;
  }

  /** Whether {@code text} can be written without quotes: blanks at its ends would be cut off. */
  static boolean fitsUnquoted(String text) {
    return text.isEmpty()
        || !(isTrimmed(text.charAt(0)) || isTrimmed(text.charAt(text.length() - 1)));
  }

  /** A text in quotes. */
  static String quoted(String text) {
    LiteralWriter writer = new LiteralWriter(text, new BitSet());
    writer.out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      writer.append(i, c == '"' || c == '\\');
    }
    return writer.out.append('"').toString();
  }

  /** A text without quotes, which {@linkplain #fitsUnquoted fits}. */
  static String unquoted(String text) {
    // A literal needs a character: this one is cut off again.
    return text.isEmpty() ? "\\t" : new LiteralWriter(text, new BitSet()).unquoted();
  }

  /**
   * A text with wildcard marks.
   *
   * @param pieces the text between the marks
   * @throws IllegalArgumentException if it begins or ends in a blank
   */
  static String pattern(List<String> pieces) {
    String text = String.join("*", pieces);
    if (!fitsUnquoted(text)) {
      throw new IllegalArgumentException("KQL has no pattern with a blank at an end: " + pieces);
    }
    BitSet marks = new BitSet();
    int mark = -1;
    for (String piece : pieces.subList(0, pieces.size() - 1)) {
      mark += piece.length() + 1;
      marks.set(mark);
    }
    return new LiteralWriter(text, marks).unquoted();
  }

  private String unquoted() {
    for (int i = 0; i < text.length(); i++) {
      if (startsWord(i) && (isBeforeBlank("or", i) || isBeforeBlank("and", i))) {
        out.append('\\').append(text.charAt(i));
      } else if (isBeforeBlank("not", i)) {
        // The escape of the word would be the escape of a line break and 'ot'.
        appendCode(text.charAt(i));
      } else if (marks.get(i)) {
        out.append('*');
      } else {
        append(i, isSpecial(text.charAt(i)));
      }
    }
    return out.toString();
  }

  /** Whether an operator could begin at {@code index}. */
  private boolean startsWord(int index) {
    return index == 0 || isBlank(text.charAt(index - 1));
  }

  /** Whether {@code word} is at {@code index}, followed by a space or the end. */
  private boolean isBeforeBlank(String word, int index) {
    int end = index + word.length();
    return text.regionMatches(true, index, word, 0, word.length())
        && (end == text.length() || isBlank(text.charAt(end)));
  }

  private void append(int index, boolean needsBackslash) {
    char c = text.charAt(index);
    int blank = "\t\r\n".indexOf(c);
    if (blank >= 0) {
      out.append('\\').append("trn".charAt(blank));
    } else if (isInvisible(c) || isLoneSurrogate(index)) {
      appendCode(c);
    } else {
      out.append(needsBackslash ? "\\" : "").append(c);
    }
  }

  private static boolean isInvisible(char c) {
    return c != ' ' && (isTrimmed(c) || Character.isISOControl(c));
  }

  private boolean isLoneSurrogate(int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private void appendCode(char c) {
    out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
  }
}

package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.ir.Regex;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Regular expressions in Lucene's dialect with all its operators. */
public final class LuceneRegex {
  private static final String SPECIAL = "\\.?+*|{}[]()\"#@&<>~^$";

  /** Letters that denote a class of characters after a backslash. */
  private static final String CLASSES = "dDsSwW";

  /** The longest that servers take, unless {@code index.max_regex_length} says otherwise. */
  public static final int LONGEST = 1_000;

  private LuceneRegex() {}

  /** The expression that matches the same values as {@code pattern}. */
  public static String of(Wildcard pattern) {
    return write(pattern, LuceneRegex::appendLiteral);
  }

  /** The expression that matches the same values as {@code pattern} in any case. */
  public static String ignoringCase(Wildcard pattern) {
    return write(pattern, LuceneRegex::appendInAnyCase);
  }

  /** The expression that matches {@code text} in any case. */
  public static String ignoringCase(String text) {
    return ignoringCase(Wildcard.ofLiteral(text));
  }

  private static String write(Wildcard pattern, BiConsumer<StringBuilder, Integer> character) {
    StringBuilder regex = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        literal.text().codePoints().forEach(c -> character.accept(regex, c));
      } else {
        regex.append(segment instanceof Wildcard.AnyRun ? ".*" : ".");
      }
    }
    return regex.toString();
  }

  static void appendLiteral(StringBuilder regex, int character) {
    if (SPECIAL.indexOf(character) >= 0) {
      regex.append('\\');
    }
    regex.appendCodePoint(character);
  }

  private static void appendInAnyCase(StringBuilder regex, int character) {
    int upper = Character.toUpperCase(character);
    int lower = Character.toLowerCase(character);
    if (upper == lower) {
      appendLiteral(regex, character);
    } else {
      regex.append('[').appendCodePoint(lower).appendCodePoint(upper).append(']');
    }
  }

  /**
   * The expression that matches the same whole values as {@code regex}, letters outside of brackets
   * in any case if it ignores case; empty if Lucene has no such operators.
   */
  public static Optional<String> of(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> Optional.of(regex.text());
      case SEARCH -> LuceneWriter.write(regex.node());
    };
  }

  /**
   * An expression whose letters outside brackets match in any case, as a flag would do it. Escapes
   * and numbers between {@code <>} and {@code {}} stay; quoted text is taken apart.
   */
  public static String foldCase(String regex) {
    StringBuilder folded = new StringBuilder();
    boolean quoted = false;
    boolean inClass = false;
    for (int i = 0; i < regex.length(); ) {
      int c = regex.codePointAt(i);
      i += Character.charCount(c);
      if (quoted) {
        quoted = c != '"';
        if (quoted) {
          appendInAnyCase(folded, c);
        }
      } else if (c == '\\' && i < regex.length()) {
        int escaped = regex.codePointAt(i);
        i += Character.charCount(escaped);
        boolean letter = Character.isLetter(escaped) && CLASSES.indexOf(escaped) < 0;
        if (letter && !inClass) {
          appendInAnyCase(folded, escaped);
        } else {
          folded.append('\\').appendCodePoint(escaped);
        }
      } else if (inClass) {
        inClass = c != ']';
        folded.appendCodePoint(c);
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[') {
        inClass = true;
        folded.append('[');
      } else if (Character.isLetter(c)) {
        appendInAnyCase(folded, c);
      } else {
        folded.appendCodePoint(c);
      }
    }
    return folded.toString();
  }
}

package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.ir.value.Regex;
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
   * The expression that matches the same whole values as {@code regex}, letters in any case if it
   * ignores case, except in ranges; empty if Lucene has no such operators.
   */
  public static Optional<String> of(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> Optional.of(regex.text());
      case SEARCH -> LuceneWriter.write(regex.node());
    };
  }

  /**
   * An expression whose letters match in any case, except in ranges, as a flag would do it. Escapes
   * and numbers between {@code <>} and {@code {}} stay; quoted text is taken apart.
   */
  public static String foldCase(String regex) {
    StringBuilder folded = new StringBuilder();
    boolean quoted = false;
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
        if (Character.isLetter(escaped) && CLASSES.indexOf(escaped) < 0) {
          appendInAnyCase(folded, escaped);
        } else {
          folded.append('\\').appendCodePoint(escaped);
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[') {
        i = foldBracket(regex, i, folded);
      } else if (Character.isLetter(c)) {
        appendInAnyCase(folded, c);
      } else {
        folded.appendCodePoint(c);
      }
    }
    return folded.toString();
  }

  /**
   * Appends a bracket with its single letters in both cases; ranges and classes stay.
   *
   * @param start after the opening bracket
   * @return the place after the closing one
   */
  private static int foldBracket(String regex, int start, StringBuilder folded) {
    int i = start;
    folded.append('[');
    if (regex.startsWith("^", i)) {
      folded.append('^');
      i++;
    }
    do {
      int end = itemEnd(regex, i);
      boolean isClass = end - i == 2 && CLASSES.indexOf(regex.charAt(i + 1)) >= 0;
      if (!isClass && !regex.startsWith("\\\\", i) && regex.startsWith("-", end)) {
        end = itemEnd(regex, end + 1);
        folded.append(regex, i, end);
      } else {
        int letter = regex.codePointBefore(end);
        int upper = Character.toUpperCase(letter);
        int lower = Character.toLowerCase(letter);
        if (isClass || upper == lower) {
          folded.append(regex, i, end);
        } else {
          folded.appendCodePoint(lower).appendCodePoint(upper);
        }
      }
      i = end;
    } while (i < regex.length() && regex.charAt(i) != ']');
    folded.append(']');
    return Math.min(regex.length(), i + 1);
  }

  /** The place after a character that a backslash may precede. */
  private static int itemEnd(String regex, int start) {
    int character = regex.charAt(start) == '\\' ? start + 1 : start;
    return character < regex.length() ? regex.offsetByCodePoints(character, 1) : regex.length();
  }
}

package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression, in Lucene's dialect with all its operators, which must match a whole value,
 * or in the common dialect of programs, which is searched for in a value. Matching takes time
 * linear in the value, whatever the expression. Immutable and safe to share.
 */
public final class Regex {
  private static final int MAX_EAGER_STATES = 2_000;

  private final String text;
  private final boolean ignoringCase;
  private final RegexNode node;
  private final Nfa nfa;

  /** Null when it would be too large; the other automaton is then run itself. */
  private final @Nullable Dfa dfa;

  private Regex(String text, RegexNode node, boolean ignoringCase) {
    this.text = text;
    this.ignoringCase = ignoringCase;
    this.node = node;
    this.nfa = Nfa.of(node, ignoringCase);
    this.dfa = Dfa.of(nfa, MAX_EAGER_STATES).orElse(null);
  }

  /**
   * The expression {@code text}.
   *
   * @throws RegexSyntaxException if the text is malformed or its automaton would be too large
   */
  public static Regex of(String text) {
    return new Regex(text, RegexParser.parse(text, false), false);
  }

  /**
   * The expression {@code text}, in which letters match in any {@linkplain CaseFolding case},
   * except those of ranges in brackets.
   *
   * @throws RegexSyntaxException if the text is malformed or its automaton would be too large
   */
  public static Regex ignoringCase(String text) {
    return new Regex(text, RegexParser.parse(text, true), true);
  }

  /**
   * The expression {@code text} in the part of Perl's dialect that PCRE, Python, Java and RE2 share
   * and that takes linear time. Values match that contain it. Flags are at its start: {@code (?i)}
   * ignores {@linkplain CaseFolding case}, with {@code (?m)} the signs {@code ^} and {@code $} are
   * the ends of lines, with {@code (?s)} the dot takes line feeds. Classes and boundaries of words
   * are those of ASCII.
   *
   * @throws RegexSyntaxException if the text is malformed, needs more than linear time, or its
   *     automaton would be too large
   */
  public static Regex search(String text) {
    SearchRegexParser.Parsed parsed = SearchRegexParser.parse(text);
    return new Regex(text, parsed.node(), parsed.ignoringCase());
  }

  /**
   * Whether {@code value} matches: all of it, or a part of it if the expression is searched for.
   */
  public boolean matches(String value) {
    return dfa != null ? dfa.matches(value) : nfa.matches(value);
  }

  /** Whether {@link #matches(byte[], int, int)} may be called; false for huge expressions. */
  public boolean takesBytes() {
    return dfa != null;
  }

  /**
   * Whether a text matches completely that is given as bytes, all of which are ASCII.
   *
   * @throws IllegalStateException unless {@link #takesBytes()}
   */
  public boolean matches(byte[] ascii, int start, int end) {
    if (dfa == null) {
      throw new IllegalStateException("Too large for bytes: " + text);
    }
    return dfa.matches(ascii, start, end);
  }

  /**
   * The string that alone matches, if the expression is plain text. When case is ignored, its other
   * spellings match as well.
   */
  public Optional<String> literal() {
    if (node instanceof Text literal) {
      return Optional.of(literal.text());
    }
    return node instanceof Sequence sequence && sequence.parts().isEmpty()
        ? Optional.of("")
        : Optional.empty();
  }

  /** Whether every string matches, as with {@code .*} and {@code @}; may miss huge expressions. */
  public boolean isMatchAll() {
    return dfa != null && dfa.isUniversal();
  }

  /** Whether letters match in any case, except those of ranges in brackets. */
  public boolean isIgnoringCase() {
    return ignoringCase;
  }

  /** The expression as it was given. */
  @Override
  public String toString() {
    return text;
  }
}

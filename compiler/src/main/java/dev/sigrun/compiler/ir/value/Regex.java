package dev.sigrun.compiler.ir.value;

import dev.sigrun.runtime.pattern.RegexNode;
import dev.sigrun.runtime.pattern.RegexSyntaxException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression: a text, the dialect that gives it its meaning, and flags. It is parsed when
 * it is made, so one that exists is well-formed and of a size that matchers can run.
 *
 * <p>Code that depends on the dialect switches over {@link Dialect} without a default, so that a
 * new dialect makes the compiler complain wherever it is not understood.
 */
public final class Regex {
  private final Dialect dialect;
  private final String text;
  private final Set<Flag> flags;
  private final RegexNode node;
  private final dev.sigrun.runtime.pattern.Regex matcher;

  /** The dialect of an expression, which determines syntax and semantics. */
  public enum Dialect {
    /** Lucene's with all its operators. Matches whole values; the dot matches every character. */
    LUCENE(EnumSet.of(Flag.IGNORE_CASE)),
    /**
     * The common subset of PCRE, Python, Java and RE2 that takes linear time. Matches values that
     * hold it; the dot leaves out line feeds. See {@link dev.sigrun.runtime.pattern.Regex#search}.
     */
    SEARCH(EnumSet.allOf(Flag.class));

    private final Set<Flag> flags;

    Dialect(Set<Flag> flags) {
      this.flags = flags;
    }

    /** Whether expressions of this dialect can have the flag. */
    public boolean takes(Flag flag) {
      return flags.contains(flag);
    }
  }

  /** A switch that changes the meaning of a whole expression. */
  public enum Flag {
    /** Letters match in any case; which ones, the dialect says. Lucene: all but ranges. */
    IGNORE_CASE,
    /** {@code ^} and {@code $} match at the ends of lines as well. */
    MULTI_LINE,
    /** The dot matches line ends as well. */
    DOT_ALL
  }

  private Regex(Dialect dialect, String text, Set<Flag> flags) {
    flags.stream()
        .filter(flag -> !dialect.takes(flag))
        .findFirst()
        .ifPresent(
            flag -> {
              throw new IllegalArgumentException(dialect + " has no flag " + flag + ".");
            });
    this.dialect = dialect;
    this.text = text;
    this.flags = Set.copyOf(flags);
    this.node =
        switch (dialect) {
          case LUCENE -> RegexNode.parse(text, flags.contains(Flag.IGNORE_CASE));
          case SEARCH -> RegexNode.search(textWithFlags());
        };
    this.matcher =
        switch (dialect) {
          case LUCENE ->
              flags.contains(Flag.IGNORE_CASE)
                  ? dev.sigrun.runtime.pattern.Regex.ignoringCase(text)
                  : dev.sigrun.runtime.pattern.Regex.of(text);
          case SEARCH -> dev.sigrun.runtime.pattern.Regex.search(textWithFlags());
        };
  }

  /**
   * An expression with flags.
   *
   * @throws RegexSyntaxException if the text is malformed or its automaton would be too large
   * @throws IllegalArgumentException if the dialect does not have one of the flags
   */
  public static Regex of(Dialect dialect, String text, Set<Flag> flags) {
    return new Regex(dialect, text, flags);
  }

  /**
   * An expression in Lucene's dialect.
   *
   * @throws RegexSyntaxException if the text is malformed or its automaton would be too large
   */
  public static Regex lucene(String text, CaseSensitivity sensitivity) {
    return of(
        Dialect.LUCENE,
        text,
        switch (sensitivity) {
          case SENSITIVE -> Set.of();
          case INSENSITIVE -> Set.of(Flag.IGNORE_CASE);
        });
  }

  /**
   * An expression that is searched for.
   *
   * @throws RegexSyntaxException if the text is malformed, needs more than linear time, or its
   *     automaton would be too large
   */
  public static Regex search(String text, Set<Flag> flags) {
    return of(Dialect.SEARCH, text, flags);
  }

  /** The dialect, which determines syntax and semantics. */
  public Dialect dialect() {
    return dialect;
  }

  /** The expression as it is written in its dialect, without the flags. */
  public String text() {
    return text;
  }

  /**
   * The expression with its flags before it, such as {@code (?i)}, for dialects that have these.
   */
  public String textWithFlags() {
    String letters =
        (flags.contains(Flag.IGNORE_CASE) ? "i" : "")
            + (flags.contains(Flag.MULTI_LINE) ? "m" : "")
            + (flags.contains(Flag.DOT_ALL) ? "s" : "");
    return letters.isEmpty() ? text : "(?" + letters + ")" + text;
  }

  /** The flags that change the meaning of the whole. */
  public Set<Flag> flags() {
    return flags;
  }

  /** Whether letters match in one case or in any. */
  public CaseSensitivity sensitivity() {
    return matcher.isIgnoringCase() ? CaseSensitivity.INSENSITIVE : CaseSensitivity.SENSITIVE;
  }

  /** The whole values that it matches, as a tree that is the same for all dialects. */
  public RegexNode node() {
    return node;
  }

  /** Whether {@code value} matches, by the code that compiled matchers run. */
  public boolean matches(String value) {
    return matcher.matches(value);
  }

  /** The one value that it matches, apart from case, if it is plain text. */
  public Optional<String> literal() {
    return matcher.literal();
  }

  /** Whether it matches every value; may miss huge expressions. */
  public boolean isMatchAll() {
    return matcher.isMatchAll();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Regex regex
        && dialect == regex.dialect
        && text.equals(regex.text)
        && flags.equals(regex.flags);
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 31 + flags.hashCode();
  }

  /** The text between slashes, with dialect and flags: {@code LUCENE/ab+/[IGNORE_CASE]}. */
  @Override
  public String toString() {
    return dialect + "/" + text + "/" + new TreeSet<>(flags);
  }
}

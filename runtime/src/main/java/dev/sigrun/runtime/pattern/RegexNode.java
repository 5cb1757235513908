package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression as a tree, without the parentheses, quotes and escapes that it was written
 * with. It matches whole values, in whatever dialect it was written. All nodes are immutable.
 */
public sealed interface RegexNode {
  /** Nothing but the empty string. */
  RegexNode EMPTY = new Sequence(List.of());

  /** Every string. */
  RegexNode ANYTHING = new Repeat(new Chars(CharClass.ANY), 0, Repeat.UNLIMITED);

  /** One code point of a class. */
  record Chars(CharClass chars) implements RegexNode {}

  /** Literal text, in any case if the expression ignores it. */
  record Text(String text) implements RegexNode {}

  /** One part after the other. */
  record Sequence(List<RegexNode> parts) implements RegexNode {
    /** Copies the list. */
    public Sequence {
      parts = List.copyOf(parts);
    }

    /**
     * The sequence of {@code parts}, or the only part. Texts that follow each other become one, in
     * time linear in their length: a parser adds them character by character.
     */
    static RegexNode joined(List<RegexNode> parts) {
      List<RegexNode> joined = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        if (!(parts.get(i) instanceof Text first)) {
          joined.add(parts.get(i));
          continue;
        }
        StringBuilder text = new StringBuilder(first.text());
        while (i + 1 < parts.size() && parts.get(i + 1) instanceof Text next) {
          text.append(next.text());
          i++;
        }
        joined.add(new Text(text.toString()));
      }
      return joined.size() == 1 ? joined.get(0) : new Sequence(joined);
    }
  }

  /** One of several alternatives. */
  record Choice(List<RegexNode> alternatives) implements RegexNode {
    /** Copies the list. */
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * The same part several times.
   *
   * @param max the greatest number of times, or {@link #UNLIMITED}
   */
  record Repeat(RegexNode part, int min, int max) implements RegexNode {
    /** No greatest number of times. */
    public static final int UNLIMITED = -1;
  }

  /** The complement of the part. */
  record Complement(RegexNode part) implements RegexNode {}

  /** The intersection of all parts. */
  record Intersection(List<RegexNode> parts) implements RegexNode {
    /** Copies the list. */
    public Intersection {
      parts = List.copyOf(parts);
    }
  }

  /** The empty string, at positions of some kind. */
  record Assertion(Kind kind) implements RegexNode {
    /** The kind of a position. */
    public enum Kind {
      /** Before the first character. */
      TEXT_START,
      /** After the last character. */
      TEXT_END,
      /** At the start, or after a line feed. */
      LINE_START,
      /** At the end, or before a line feed. */
      LINE_END,
      /** A position with an ASCII letter, digit or underscore on one side only. */
      WORD_BOUNDARY,
      /** Anywhere else. */
      NO_WORD_BOUNDARY
    }
  }

  /**
   * The expression {@code text} in Lucene's dialect.
   *
   * @param ignoringCase whether brackets hold the letters in them in any case, except in ranges; of
   *     letters outside brackets the tree says nothing
   * @throws RegexSyntaxException if it is malformed
   */
  static RegexNode parse(String text, boolean ignoringCase) {
    return RegexParser.parse(text, ignoringCase);
  }

  /**
   * The values in which the expression {@code text} of the common dialect is found, with flags such
   * as {@code (?i)} at its start; see {@link Regex#search}.
   *
   * @throws RegexSyntaxException if it is malformed or needs more than linear time
   */
  static RegexNode search(String text) {
    return SearchRegexParser.parse(text).node();
  }

  /** The expression that matches what {@code pattern} does. */
  static RegexNode of(Wildcard pattern) {
    List<RegexNode> parts = new ArrayList<>();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        parts.add(new Text(literal.text()));
      } else {
        parts.add(segment instanceof Wildcard.AnyRun ? ANYTHING : new Chars(CharClass.ANY));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }
}

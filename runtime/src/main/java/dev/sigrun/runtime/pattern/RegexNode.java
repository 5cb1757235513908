package dev.sigrun.runtime.pattern;

import java.util.List;

/** A regular expression as a tree. */
sealed interface RegexNode {
  /** Nothing but the empty string. */
  RegexNode EMPTY = new Sequence(List.of());

  /** Every string. */
  RegexNode ANYTHING = new Repeat(new Chars(CharClass.ANY), 0, Repeat.UNLIMITED);

  /** One code point of a class. */
  record Chars(CharClass chars) implements RegexNode {}

  /** Literal text, in any case if the expression ignores it. */
  record Text(String text) implements RegexNode {}

  /** One part after the other. */
  record Sequence(List<RegexNode> parts) implements RegexNode {}

  /** One of several alternatives. */
  record Choice(List<RegexNode> alternatives) implements RegexNode {}

  /**
   * The same part several times.
   *
   * @param max the greatest number of times, or {@link #UNLIMITED}
   */
  record Repeat(RegexNode part, int min, int max) implements RegexNode {
    static final int UNLIMITED = -1;
  }

  /** What does not match the part. */
  record Complement(RegexNode part) implements RegexNode {}

  /** What matches all parts. */
  record Intersection(List<RegexNode> parts) implements RegexNode {}
}

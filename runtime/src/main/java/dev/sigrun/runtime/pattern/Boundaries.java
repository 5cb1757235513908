package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Assertion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of neighbours that positions in a value can have, and which of them an assertion about
 * a position allows. An automaton that remembers the kind before a position, and the kinds that are
 * allowed after it, needs no assertions.
 */
final class Boundaries {
  /** Nothing: the start of the value before a position, its end after one. */
  static final int NOTHING = 0;

  static final int WORD = 1;
  static final int LINE_FEED = 2;
  static final int OTHER = 3;

  /** All kinds, as a set of bits. */
  static final int ALL = 0b1111;

  private static final CharClass NEW_LINE = CharClass.of('\n');

  /** The characters of each kind. */
  private static final List<CharClass> CHARS =
      List.of(
          CharClass.NONE, CharClass.WORD, NEW_LINE, CharClass.WORD.union(NEW_LINE).complement());

  private final Map<CharClass, CharClass[]> parts = new HashMap<>();

  /** The characters of {@code chars} that are of {@code kind}. */
  CharClass part(CharClass chars, int kind) {
    CharClass[] known =
        parts.computeIfAbsent(
            chars,
            all -> {
              CharClass[] split = new CharClass[CHARS.size()];
              for (int i = 0; i < split.length; i++) {
                split[i] = all.intersect(CHARS.get(i));
              }
              return split;
            });
    return known[kind];
  }

  /** Whether {@code set} holds {@code kind}. */
  static boolean holds(int set, int kind) {
    return (set & bit(kind)) != 0;
  }

  /** The kinds that may follow a position with {@code before} before it. */
  static int allowed(Assertion.Kind assertion, int before) {
    boolean word = before == WORD;
    return switch (assertion) {
      case TEXT_START -> before == NOTHING ? ALL : 0;
      case TEXT_END -> bit(NOTHING);
      case LINE_START -> before == NOTHING || before == LINE_FEED ? ALL : 0;
      case LINE_END -> bit(NOTHING) | bit(LINE_FEED);
      case WORD_BOUNDARY -> word ? ALL & ~bit(WORD) : bit(WORD);
      case NO_WORD_BOUNDARY -> word ? bit(WORD) : ALL & ~bit(WORD);
    };
  }

  private static int bit(int kind) {
    return 1 << kind;
  }
}

package dev.sigrun.compiler.language.exceptions;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tests of a field that a condition can make, by the word in the file. */
enum Operator {
  IS("is", Kind.VALUE, false),
  IS_NOT("is_not", Kind.VALUE, true),
  IS_ONE_OF("is_one_of", Kind.VALUES, false),
  IS_NOT_ONE_OF("is_not_one_of", Kind.VALUES, true),
  MATCHES("matches", Kind.PATTERNS, false),
  DOES_NOT_MATCH("does_not_match", Kind.PATTERNS, true),
  EXISTS("exists", Kind.PRESENCE, false),
  ANY("any", Kind.OBJECTS, false);

  /** The value that follows the word. */
  enum Kind {
    /** A text, a number or such. */
    VALUE("a value"),
    /** Some of them. */
    VALUES("a list of values"),
    /** A text with wildcards, or some. */
    PATTERNS("a pattern or a list of patterns"),
    /** Whether there is a value. */
    PRESENCE("true or false"),
    /** Conditions on an object of a nested list. */
    OBJECTS("a list of conditions");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** How messages call it. */
    String label() {
      return label;
    }
  }

  private final String word;
  private final Kind kind;
  private final boolean negated;

  Operator(String word, Kind kind, boolean negated) {
    this.word = word;
    this.kind = kind;
    this.negated = negated;
  }

  /** The operator that is written so. */
  static Optional<Operator> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** All words. */
  static List<String> words() {
    return Arrays.stream(values()).map(Operator::word).toList();
  }

  String word() {
    return word;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it holds where the opposite does not. */
  boolean negated() {
    return negated;
  }
}

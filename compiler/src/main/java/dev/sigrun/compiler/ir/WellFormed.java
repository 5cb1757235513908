package dev.sigrun.compiler.ir;

import java.util.LinkedHashSet;
import java.util.List;

/** The checks in the constructors of predicates. */
final class WellFormed {
  private WellFormed() {}

  static List<Predicate> twoOrMore(List<Predicate> terms) {
    if (terms.size() < 2) {
      throw new IllegalArgumentException("A logical predicate has two terms or more.");
    }
    return List.copyOf(terms);
  }

  static <T> List<T> distinct(List<T> values) {
    return notEmpty(List.copyOf(new LinkedHashSet<>(values)));
  }

  static <T> List<T> notEmpty(List<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A list of nothing matches nothing: use a constant.");
    }
    return values;
  }

  static void requireNotEmpty(Range<?> range, boolean empty) {
    if (empty) {
      throw new IllegalArgumentException("Nothing lies in " + range + ": use a constant.");
    }
  }

  static void requireToken(String token) {
    if (token.isEmpty()) {
      throw new IllegalArgumentException("A word has characters.");
    }
    requireLowerCase(token);
  }

  static boolean isLowerCase(String text) {
    return text.codePoints().allMatch(c -> Character.toLowerCase(c) == c);
  }

  static void requireLowerCase(String text) {
    if (!isLowerCase(text)) {
      throw new IllegalArgumentException("Words are in lower case, not \"" + text + "\".");
    }
  }

  static void requireKeyword(Field field) {
    requireType(field, field.type().isKeyword());
  }

  static void requireNumber(Field field) {
    requireType(field, field.type().isNumber());
  }

  static void requireType(Field field, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("The test does not fit the type of " + field + ".");
    }
  }
}

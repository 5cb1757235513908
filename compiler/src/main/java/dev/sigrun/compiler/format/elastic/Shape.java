package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.document.DataValue;
import java.util.List;
import java.util.Map;

/** The required shape of a value in a rule file. */
sealed interface Shape {
  /** A string; blank only if {@code mayBeBlank}. */
  record Text(boolean mayBeBlank) implements Shape {}

  /**
   * A blank string, which means the same as nothing, or such a value. Kibana's forms write {@code
   * ""} where nothing was entered.
   */
  record OrBlank(Shape shape) implements Shape {
    /** Whether {@code value} is blank, whatever else it could be. */
    static boolean isBlank(DataValue value) {
      return value.asText().filter(String::isBlank).isPresent();
    }
  }

  /**
   * One of a few strings.
   *
   * @param otherNames what authors write instead of one, in lower case
   */
  record Choice(List<String> words, Map<String, String> otherNames) implements Shape {
    Choice(List<String> words) {
      this(words, Map.of());
    }
  }

  /** A string that a regular expression describes, and an example of one. */
  record Formatted(String regex, String example) implements Shape {}

  /** A whole number between two bounds, both included. */
  record Whole(long least, long most) implements Shape {}

  /** A boolean. */
  record Truth() implements Shape {}

  /** A list whose elements all look the same, between two lengths, both included. */
  record ListOf(Shape element, int least, int most) implements Shape {}

  /** One such element or a list of them, between two lengths, both included. */
  record OneOrMore(Shape element, int least, int most) implements Shape {
    /** The shape of a list; an element alone is one. */
    ListOf list() {
      return new ListOf(element, least, most);
    }
  }

  /** A table with these keys and no others. */
  record Table(List<Key> keys) implements Shape {}

  /** A table with any keys. */
  record AnyTable() implements Shape {}

  /** Anything at all. */
  record Anything() implements Shape {}

  /**
   * A key of a table.
   *
   * @param name as the file spells it
   * @param shape what its value looks like
   * @param need which types of rules must or may have it
   */
  record Key(String name, Shape shape, Need need) {}
}

package dev.sigrun.compiler.format;

import java.util.List;

/**
 * A key of a rule file, as authors look it up.
 *
 * @param name as files spell it
 * @param value what its value is, such as {@code a string}
 * @param kind how its value is written
 * @param required whether a rule must have it
 * @param words the values that it may have; empty if there are others
 */
public record KnownKey(String name, String value, Kind kind, boolean required, List<String> words) {
  /** How a value is written. */
  public enum Kind {
    /** A string. */
    TEXT,
    /** A number or a truth value. */
    BARE,
    /** A list. */
    LIST,
    /** Keys with values of their own. */
    TABLE,
    /** A list of tables. */
    TABLES
  }

  /** Copies the list. */
  public KnownKey {
    words = List.copyOf(words);
  }
}

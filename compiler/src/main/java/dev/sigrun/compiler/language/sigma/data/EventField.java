package dev.sigrun.compiler.language.sigma.data;

import java.util.List;
import java.util.Optional;

/**
 * A field of events that holds what rules know under another name.
 *
 * @param paths where events hold the values, as dotted paths; one or more, whose values count
 *     together. A path is a flat key as well as a way through objects.
 * @param pattern whether the only path is a pattern, in which {@code *} stands for an element of
 *     any name
 * @param rule how a test of the rule's value becomes a test of these events; empty where the values
 *     are the rule's own
 * @param holds what an index of such events keeps there
 */
public record EventField(
    List<String> paths, boolean pattern, Optional<ValueRule> rule, Holds holds) {
  /** The type of a field where it is known. An index compares the field only as this type. */
  public enum Holds {
    /** Anything: numbers and texts are compared as rules write them. */
    ANYTHING,
    /** Texts; a number is the text by which it is usually written. */
    TEXTS,
    /** Numbers; a text is looked for as the number that it spells. */
    NUMBERS,
    /** Addresses; a text is looked for as the address or the block that it spells. */
    ADDRESSES
  }

  /** Copies the paths; refuses none, and a pattern beside other paths. */
  public EventField {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("A field is at one path at least.");
    }
    if (pattern && (paths.size() > 1 || rule.isPresent())) {
      throw new IllegalArgumentException("A pattern is the only path, and its values are plain.");
    }
  }

  /** The field at these paths, with values as rules write them. */
  public static EventField of(String... paths) {
    return new EventField(List.of(paths), false, Optional.empty(), Holds.ANYTHING);
  }

  /** The field at all paths that match {@code pattern}, with values as rules write them. */
  public static EventField matching(String pattern) {
    return new EventField(List.of(pattern), true, Optional.empty(), Holds.ANYTHING);
  }

  /** The field at this path, of which it is known what it holds. */
  public static EventField holding(Holds holds, String path) {
    return new EventField(List.of(path), false, Optional.empty(), holds);
  }

  /** The field at these paths, with values that {@code rule} knows how to compare. */
  public static EventField of(ValueRule rule, String... paths) {
    return new EventField(List.of(paths), false, Optional.of(rule), Holds.ANYTHING);
  }
}

package dev.sigrun.compiler.language.sigma.data;

import java.util.List;
import java.util.Optional;

/**
 * A field of events that holds what rules know under another name.
 *
 * @param paths where events hold the values, as dotted paths; one or more, whose values count
 *     together. A path is a flat key as well as a way through objects.
 * @param rule how a test of the rule's value becomes a test of these events; empty where the values
 *     are the rule's own
 */
public record EventField(List<String> paths, Optional<ValueRule> rule) {
  /** Copies the paths; refuses none. */
  public EventField {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("A field is at one path at least.");
    }
  }

  /** The field at these paths, with values as rules write them. */
  public static EventField of(String... paths) {
    return new EventField(List.of(paths), Optional.empty());
  }

  /** The field at these paths, with values that {@code rule} knows how to compare. */
  public static EventField of(ValueRule rule, String... paths) {
    return new EventField(List.of(paths), Optional.of(rule));
  }
}

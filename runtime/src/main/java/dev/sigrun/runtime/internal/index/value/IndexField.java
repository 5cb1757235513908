package dev.sigrun.runtime.internal.index.value;

import java.util.List;

/**
 * A field that rules test.
 *
 * @param names the dotted paths whose values it has; the empty one if it has none
 * @param selector whether its values choose the context of an event
 * @param presence the likelihood that an event has it
 * @param values the constants to which rules compare it
 * @param likelihoods for each constant the likelihood that an event has it
 */
public record IndexField(
    List<String> names,
    boolean selector,
    double presence,
    ValueTable values,
    double[] likelihoods) {
  /** Copies the names. */
  public IndexField {
    names = List.copyOf(names);
  }
}

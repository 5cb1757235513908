package dev.sigrun.runtime.internal.index.value;

/**
 * A field that rules test.
 *
 * @param name its dotted path
 * @param selector whether its values choose the context of an event
 * @param presence the likelihood that an event has it
 * @param values the constants to which rules compare it
 * @param likelihoods for each constant the likelihood that an event has it
 */
public record IndexField(
    String name, boolean selector, double presence, ValueTable values, double[] likelihoods) {}

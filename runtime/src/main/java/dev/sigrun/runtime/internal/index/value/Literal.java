package dev.sigrun.runtime.internal.index.value;

/**
 * Text that a value must contain for a pattern to match it.
 *
 * @param text folded, with {@link FoldedText#START} and {@link FoldedText#END} where values must
 *     start or end with it
 * @param likelihood how likely an event holds it in the field
 */
public record Literal(byte[] text, double likelihood) {}

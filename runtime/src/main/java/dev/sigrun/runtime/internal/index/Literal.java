package dev.sigrun.runtime.internal.index;

/**
 * Text that a value must hold for a pattern to match it.
 *
 * @param text folded, with {@link FoldedText#START} and {@link FoldedText#END} where values must
 *     start or end with it
 * @param likelihood how likely an event holds it in the field
 */
record Literal(byte[] text, double likelihood) {}

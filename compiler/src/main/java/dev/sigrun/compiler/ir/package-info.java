/**
 * What a rule means: typed, resolved, free of syntax, the one meeting point of languages and back
 * ends. No node knows which language it came from, and none that exists is ill-formed.
 *
 * <p>A {@link dev.sigrun.compiler.ir.Predicate} is true or false for an event. Its leaves are
 * existential: a leaf is true when some value of its field satisfies it, so a missing field makes
 * it false; {@code not} is ordinary negation around that. EQL's null exists only inside the {@link
 * dev.sigrun.compiler.ir.Expression expressions} of a {@link
 * dev.sigrun.compiler.ir.Predicate.Computed computed} leaf.
 */
@NullMarked
package dev.sigrun.compiler.ir;

import org.jspecify.annotations.NullMarked;

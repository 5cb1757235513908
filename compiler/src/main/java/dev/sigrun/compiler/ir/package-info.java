/**
 * The IR, which represents the meaning of a rule: typed, resolved and free of syntax. It is the
 * only interface between languages and back ends. Nodes do not record the language that they came
 * from, and constructors refuse ill-formed nodes.
 *
 * <p>A {@link dev.sigrun.compiler.ir.Predicate} is true or false for an event. Its leaves are
 * existential: a leaf is true when some value of its field satisfies it, so a missing field makes
 * it false; {@code not} negates the whole leaf. EQL's null exists only inside the {@link
 * dev.sigrun.compiler.ir.Expression expressions} of a {@link
 * dev.sigrun.compiler.ir.Predicate.Computed computed} leaf.
 */
@NullMarked
package dev.sigrun.compiler.ir;

import org.jspecify.annotations.NullMarked;

/**
 * Events made for a rule: some that satisfy it, some that nearly do, some that are random. Knows
 * the IR; knows nothing of any target of exports.
 */
@NullMarked
package dev.sigrun.proof.events;

import org.jspecify.annotations.NullMarked;

/**
 * Events made for a rule: some that satisfy it, some that nearly do, some that nobody planned.
 * Knows the IR; knows nothing of any target of exports.
 */
@NullMarked
package dev.sigrun.proof.events;

import org.jspecify.annotations.NullMarked;

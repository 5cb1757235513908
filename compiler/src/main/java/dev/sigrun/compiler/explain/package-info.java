/**
 * Prints trees for people, and explains why a predicate is true or false for an event. The truth
 * values come from compiled matchers, not from this package.
 */
@NullMarked
package dev.sigrun.compiler.explain;

import org.jspecify.annotations.NullMarked;

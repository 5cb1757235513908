/**
 * Shows trees to people, and why a predicate is true or false for an event. Decides nothing by
 * itself: what is true is found out by compiled matchers.
 */
@NullMarked
package dev.sigrun.compiler.explain;

import org.jspecify.annotations.NullMarked;

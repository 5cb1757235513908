/** Random predicates, events and correlations, and events that satisfy a predicate. */
@NullMarked
package dev.sigrun.oracle.random;

import org.jspecify.annotations.NullMarked;

/**
 * Turns the predicates of a rule set into the index that finds the rules which an event could
 * satisfy. Does not depend on the Java that is generated for the rules.
 */
@NullMarked
package dev.sigrun.compiler.index;

import org.jspecify.annotations.NullMarked;

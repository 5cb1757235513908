/**
 * Changes of predicates that keep their meaning and make them simpler for every back end. Rewrites
 * never report and never fail; what only one back end needs belongs to that back end.
 */
@NullMarked
package dev.sigrun.compiler.rewrite;

import org.jspecify.annotations.NullMarked;

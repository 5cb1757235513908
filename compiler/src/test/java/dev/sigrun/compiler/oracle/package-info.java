/**
 * The slow oracle: a direct evaluation of predicates over events, and random predicates and events
 * to compare faster engines with. What is expected of single queries does not belong here.
 */
@NullMarked
package dev.sigrun.compiler.oracle;

import org.jspecify.annotations.NullMarked;

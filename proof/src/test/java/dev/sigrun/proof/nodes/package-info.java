/**
 * Compares Query DSL and ES|QL with the matchers, on real nodes; what starts the nodes stands in
 * modules of their own.
 */
@NullMarked
package dev.sigrun.proof.nodes;

import org.jspecify.annotations.NullMarked;

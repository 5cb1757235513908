/**
 * Computations on rows, in which a list compares to nothing and conditions may be null. They share
 * no tree with predicates.
 */
@NullMarked
package dev.sigrun.compiler.ir.row;

import org.jspecify.annotations.NullMarked;

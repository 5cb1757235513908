/**
 * Computations on rows, in which a list compares to nothing and conditions may be null. They share
 * no tree with predicates. As in the rest of the IR, constructors refuse ill-formed nodes: operands
 * of other types, columns that do not exist, functions with arguments that they do not take. The
 * facts about a function are on {@link dev.sigrun.compiler.ir.row.RowFunction} and {@link
 * dev.sigrun.compiler.ir.row.AggregateFunction}.
 */
@NullMarked
package dev.sigrun.compiler.ir.row;

import org.jspecify.annotations.NullMarked;

/**
 * Analyses rules into the IR: the language of a query analyses the query, filters are added, and
 * the rule's type determines the shape. Reports errors and never guesses. Does not depend on a
 * particular language.
 */
@NullMarked
package dev.sigrun.compiler.analysis;

import org.jspecify.annotations.NullMarked;

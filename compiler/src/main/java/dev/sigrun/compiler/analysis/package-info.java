/**
 * From a rule to the IR: its queries by their languages, its filters on top, its shape by its type.
 * Reports; never guesses. Knows no particular language.
 */
@NullMarked
package dev.sigrun.compiler.analysis;

import org.jspecify.annotations.NullMarked;

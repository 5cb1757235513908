/** Turns a checked query in ES|QL into rows of the IR: names become columns, types explicit. */
@NullMarked
package dev.sigrun.compiler.language.esql.rows;

import org.jspecify.annotations.NullMarked;

/** ES|QL as a query language: the interface to its syntax and its analysis. */
@NullMarked
package dev.sigrun.compiler.language.esql;

import org.jspecify.annotations.NullMarked;

/** EQL as a query language: the interface to its syntax and its analysis. */
@NullMarked
package dev.sigrun.compiler.language.eql;

import org.jspecify.annotations.NullMarked;

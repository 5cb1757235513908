/** EQL as written: grammar to syntax tree and back. Resolves no field, checks no type. */
@NullMarked
package dev.sigrun.compiler.language.eql.syntax;

import org.jspecify.annotations.NullMarked;

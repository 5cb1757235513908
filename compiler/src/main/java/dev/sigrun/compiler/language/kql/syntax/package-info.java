/** KQL as written: grammar to syntax tree and back. Resolves no field, checks no type. */
@NullMarked
package dev.sigrun.compiler.language.kql.syntax;

import org.jspecify.annotations.NullMarked;

/** Writes what was found out about rules, to be read when they have not changed. */
@NullMarked
package dev.sigrun.compiler.kept;

import org.jspecify.annotations.NullMarked;

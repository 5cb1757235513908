/**
 * Writes rows as Java, into classes that a {@link dev.sigrun.compiler.backend.java.row.RowTarget}
 * represents.
 */
@NullMarked
package dev.sigrun.compiler.backend.java.row;

import org.jspecify.annotations.NullMarked;

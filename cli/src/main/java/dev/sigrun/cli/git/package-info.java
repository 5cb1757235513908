/** Files as Git has them: which changed since a revision, and their earlier contents. */
@NullMarked
package dev.sigrun.cli.git;

import org.jspecify.annotations.NullMarked;

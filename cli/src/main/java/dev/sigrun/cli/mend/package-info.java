/** Mends mistakes in rule files that can be mended in one way only. */
@NullMarked
package dev.sigrun.cli.mend;

import org.jspecify.annotations.NullMarked;

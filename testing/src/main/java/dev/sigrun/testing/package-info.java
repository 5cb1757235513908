/**
 * Reads and runs rule tests, and reports their results. Prints nothing and does not depend on the
 * command line.
 */
@NullMarked
package dev.sigrun.testing;

import org.jspecify.annotations.NullMarked;

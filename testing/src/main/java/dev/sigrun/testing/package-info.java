/**
 * Runs the tests that stand beside rules, and says what came of them. Prints nothing and knows
 * nothing of the command line.
 */
@NullMarked
package dev.sigrun.testing;

import org.jspecify.annotations.NullMarked;

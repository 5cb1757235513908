/**
 * Runs cases against compiled rules and compares what they find with the expectations. Reads no
 * test files.
 */
@NullMarked
package dev.sigrun.testing.run;

import org.jspecify.annotations.NullMarked;

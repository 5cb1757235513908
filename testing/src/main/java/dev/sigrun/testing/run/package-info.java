/** Runs cases through compiled rules and judges what they find. Reads no test files. */
@NullMarked
package dev.sigrun.testing.run;

import org.jspecify.annotations.NullMarked;

/**
 * The results of rule tests: of each case, of each rule, and overall. Does not depend on output
 * formats.
 */
@NullMarked
package dev.sigrun.testing.result;

import org.jspecify.annotations.NullMarked;

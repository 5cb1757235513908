/** The outcome of rule tests: of each case, of each rule, of all. Knows no output format. */
@NullMarked
package dev.sigrun.testing.result;

import org.jspecify.annotations.NullMarked;

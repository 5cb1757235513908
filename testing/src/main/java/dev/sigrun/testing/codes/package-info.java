/** The pages about the codes of diagnostics about rule tests, for users to look up. */
@NullMarked
package dev.sigrun.testing.codes;

import org.jspecify.annotations.NullMarked;

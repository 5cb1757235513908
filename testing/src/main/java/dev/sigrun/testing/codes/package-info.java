/** What users can look up about the codes of diagnostics about rule tests. */
@NullMarked
package dev.sigrun.testing.codes;

import org.jspecify.annotations.NullMarked;

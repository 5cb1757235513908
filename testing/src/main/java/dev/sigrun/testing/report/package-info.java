/** Prints test reports, for people and for programs. Runs nothing. */
@NullMarked
package dev.sigrun.testing.report;

import org.jspecify.annotations.NullMarked;

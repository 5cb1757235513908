/** From one command to docs/benchmarks.md: what is run for how long, and how it is shown. */
@NullMarked
package dev.sigrun.benchmarks.report;

import org.jspecify.annotations.NullMarked;

/** From one command to docs/benchmarks.md: the runs, their duration, and their presentation. */
@NullMarked
package dev.sigrun.benchmarks.report;

import org.jspecify.annotations.NullMarked;

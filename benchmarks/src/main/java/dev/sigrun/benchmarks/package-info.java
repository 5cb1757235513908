/** The command that measures. The measurements and workloads are in the packages below. */
@NullMarked
package dev.sigrun.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * Compares the Flink job with engines in the same process, by processor time in alternating rounds.
 */
@NullMarked
package dev.sigrun.benchmarks.stream;

import org.jspecify.annotations.NullMarked;

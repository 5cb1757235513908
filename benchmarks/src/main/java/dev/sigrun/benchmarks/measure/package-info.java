/** The benchmarks themselves: what JMH runs, and what they run on. */
@NullMarked
package dev.sigrun.benchmarks.measure;

import org.jspecify.annotations.NullMarked;

/** The command that measures. What is measured, and on what, is in the packages below. */
@NullMarked
package dev.sigrun.benchmarks;

import org.jspecify.annotations.NullMarked;

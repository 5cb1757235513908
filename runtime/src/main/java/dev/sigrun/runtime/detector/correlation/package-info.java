/** Finds correlations: what a measure of the events of a group says within a span of time. */
@NullMarked
package dev.sigrun.runtime.detector.correlation;

import org.jspecify.annotations.NullMarked;

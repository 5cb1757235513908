/** Finds correlations: measures of the events of a group within a span of time. */
@NullMarked
package dev.sigrun.runtime.detector.correlation;

import org.jspecify.annotations.NullMarked;

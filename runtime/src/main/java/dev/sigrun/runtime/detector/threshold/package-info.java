/** Finds groups of events that reach a count within a window of time. */
@NullMarked
package dev.sigrun.runtime.detector.threshold;

import org.jspecify.annotations.NullMarked;

/** Finds sequences: events that follow each other within a span of time. */
@NullMarked
package dev.sigrun.runtime.detector.sequence;

import org.jspecify.annotations.NullMarked;

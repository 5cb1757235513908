/**
 * Detectors: state machines for rules that need memory of earlier events, over events that the
 * rule's predicates selected. A detector is immutable: all its state is in a {@link
 * dev.sigrun.runtime.detector.Cell} that the caller keeps, so that the same detector runs embedded
 * and in a stream processor. Time is event time; nothing here reads a clock.
 */
@NullMarked
package dev.sigrun.runtime.detector;

import org.jspecify.annotations.NullMarked;

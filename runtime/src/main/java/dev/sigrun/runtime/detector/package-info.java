/**
 * Detections that need memory: state machines over events that a rule's predicates selected. A
 * machine is pure: all it remembers is in a {@link dev.sigrun.runtime.detector.Cell} that somebody
 * else keeps, so that the same machine runs embedded and in a stream processor. Time is the time of
 * events; nothing here looks at a clock.
 */
@NullMarked
package dev.sigrun.runtime.detector;

import org.jspecify.annotations.NullMarked;

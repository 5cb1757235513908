/** Reports of an engine: the listeners for alerts and detections, failures, and counters. */
@NullMarked
package dev.sigrun.runtime.engine.report;

import org.jspecify.annotations.NullMarked;

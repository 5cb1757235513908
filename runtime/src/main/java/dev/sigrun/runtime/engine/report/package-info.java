/** What an engine reports: alerts and detections to listeners, failures, and counters. */
@NullMarked
package dev.sigrun.runtime.engine.report;

import org.jspecify.annotations.NullMarked;

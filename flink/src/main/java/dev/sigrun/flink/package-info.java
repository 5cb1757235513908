/**
 * Rules as a Flink job: {@link dev.sigrun.flink.SigrunDetections} turns a stream of events into a
 * stream of alerts, which are those of an embedded engine.
 */
@NullMarked
package dev.sigrun.flink;

import org.jspecify.annotations.NullMarked;

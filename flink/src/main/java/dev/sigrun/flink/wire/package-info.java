/**
 * The records that travel between the stages of a job, and all of their bytes: nothing is left to
 * Kryo or reflection, so that what a release wrote is read by the next.
 */
@NullMarked
package dev.sigrun.flink.wire;

import org.jspecify.annotations.NullMarked;

/** The records that enter and leave detections. */
@NullMarked
package dev.sigrun.flink.record;

import org.jspecify.annotations.NullMarked;

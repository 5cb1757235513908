/** What goes into detections and what comes out of them. */
@NullMarked
package dev.sigrun.flink.record;

import org.jspecify.annotations.NullMarked;

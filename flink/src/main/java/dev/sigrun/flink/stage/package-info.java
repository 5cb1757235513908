/** The stages of a job: events are matched, dated, remembered by key, and their alerts grouped. */
@NullMarked
package dev.sigrun.flink.stage;

import org.jspecify.annotations.NullMarked;

/** Aggregates events over windows of time, as ES|QL does with {@code STATS}. */
@NullMarked
package dev.sigrun.runtime.detector.aggregate;

import org.jspecify.annotations.NullMarked;

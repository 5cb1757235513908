/** Instants, date math and ranges of time. Never reads a clock. */
@NullMarked
package dev.sigrun.runtime.time;

import org.jspecify.annotations.NullMarked;

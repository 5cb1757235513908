/** Gathers the alerts of one group within a window into a single one. */
@NullMarked
package dev.sigrun.runtime.detector.suppression;

import org.jspecify.annotations.NullMarked;

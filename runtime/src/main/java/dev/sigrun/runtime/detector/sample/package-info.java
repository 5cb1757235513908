/** Finds samples: events that share a key, in any order. */
@NullMarked
package dev.sigrun.runtime.detector.sample;

import org.jspecify.annotations.NullMarked;

/** Compares events with lists of threat indicators. */
@NullMarked
package dev.sigrun.runtime.detector.indicator;

import org.jspecify.annotations.NullMarked;

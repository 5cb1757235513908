/** Finds values that a field has not had within a window of history. */
@NullMarked
package dev.sigrun.runtime.detector.newterms;

import org.jspecify.annotations.NullMarked;

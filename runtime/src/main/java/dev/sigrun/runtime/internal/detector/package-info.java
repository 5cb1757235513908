/** Code that several detectors share. */
@NullMarked
package dev.sigrun.runtime.internal.detector;

import org.jspecify.annotations.NullMarked;

/** Suppresses alerts: combines the alerts of a group within a time window into one. */
@NullMarked
package dev.sigrun.runtime.detector.suppression;

import org.jspecify.annotations.NullMarked;

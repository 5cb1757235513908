/**
 * Searches complete sets of events, such as the files of an investigation, with a detector. For
 * streams, use {@code engine}.
 */
@NullMarked
package dev.sigrun.runtime.batch;

import org.jspecify.annotations.NullMarked;

/**
 * Searches over events that are all at hand, such as the files of an investigation: what a detector
 * finds among them once nothing more can come. For streams there is {@code engine}.
 */
@NullMarked
package dev.sigrun.runtime.batch;

import org.jspecify.annotations.NullMarked;

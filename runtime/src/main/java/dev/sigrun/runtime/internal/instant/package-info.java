/** Times of events, read from their bytes without making strings or events. */
@NullMarked
package dev.sigrun.runtime.internal.instant;

import org.jspecify.annotations.NullMarked;

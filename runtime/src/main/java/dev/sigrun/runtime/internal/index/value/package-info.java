/** The values of an event as the index sees them: their bytes, what they equal and contain. */
@NullMarked
package dev.sigrun.runtime.internal.index.value;

import org.jspecify.annotations.NullMarked;

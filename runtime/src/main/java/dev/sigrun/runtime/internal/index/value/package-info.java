/**
 * The values of an event as the index sees them: their bytes, and the constants that they equal or
 * contain.
 */
@NullMarked
package dev.sigrun.runtime.internal.index.value;

import org.jspecify.annotations.NullMarked;

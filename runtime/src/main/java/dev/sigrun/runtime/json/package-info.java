/** JSON text to and from trees of plain values. Knows nothing of events or rules. */
@NullMarked
package dev.sigrun.runtime.json;

import org.jspecify.annotations.NullMarked;

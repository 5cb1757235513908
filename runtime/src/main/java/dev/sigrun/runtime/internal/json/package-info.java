/** Parts that readers of JSON share. Not part of the public API. */
@NullMarked
package dev.sigrun.runtime.internal.json;

import org.jspecify.annotations.NullMarked;

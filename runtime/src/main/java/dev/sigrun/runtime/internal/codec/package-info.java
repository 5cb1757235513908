/** The encoding of numbers, strings and bytes in snapshots. */
@NullMarked
package dev.sigrun.runtime.internal.codec;

import org.jspecify.annotations.NullMarked;

/** How numbers, texts and bytes are written into snapshots. */
@NullMarked
package dev.sigrun.runtime.internal.codec;

import org.jspecify.annotations.NullMarked;

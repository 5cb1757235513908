/** Snapshots as bytes: blocks with checksums, and what all formats so far have in them. */
@NullMarked
package dev.sigrun.runtime.internal.snapshot;

import org.jspecify.annotations.NullMarked;

/**
 * What an engine does with a stream apart from rules: puts events in order, keeps time, and keeps
 * keyed states within bounds.
 */
@NullMarked
package dev.sigrun.runtime.internal.stream;

import org.jspecify.annotations.NullMarked;

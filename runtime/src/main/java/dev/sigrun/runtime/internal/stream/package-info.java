/**
 * The parts of an engine that process a stream independently of rules: they order events, keep
 * time, and keep keyed states within bounds.
 */
@NullMarked
package dev.sigrun.runtime.internal.stream;

import org.jspecify.annotations.NullMarked;

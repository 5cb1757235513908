/**
 * Exact comparison of numbers of all types, and tests whether a number is in a set or a range.
 * Immutable, and can be shared between threads. Does not depend on events.
 */
@NullMarked
package dev.sigrun.runtime.number;

import org.jspecify.annotations.NullMarked;

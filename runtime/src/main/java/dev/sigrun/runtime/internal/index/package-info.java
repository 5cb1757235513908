/**
 * Finds the few rules of a set that an event could satisfy, from the bytes of its values. It does
 * not decide matches itself: the classes of the rules that it finds do.
 */
@NullMarked
package dev.sigrun.runtime.internal.index;

import org.jspecify.annotations.NullMarked;

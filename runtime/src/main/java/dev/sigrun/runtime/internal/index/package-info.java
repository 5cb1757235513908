/**
 * Finds the few rules of a set that an event could satisfy, from the bytes of its values. Decides
 * nothing alone: what it finds is asked of the rules' own classes.
 */
@NullMarked
package dev.sigrun.runtime.internal.index;

import org.jspecify.annotations.NullMarked;

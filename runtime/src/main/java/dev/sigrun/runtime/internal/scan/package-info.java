/**
 * Finds where the values of wanted fields stand in the bytes of an event, without making objects of
 * them. Knows neither types of fields nor rules.
 */
@NullMarked
package dev.sigrun.runtime.internal.scan;

import org.jspecify.annotations.NullMarked;

/**
 * Locates the values of required fields in the bytes of an event without creating objects for them.
 * Does not depend on field types or rules.
 */
@NullMarked
package dev.sigrun.runtime.internal.scan;

import org.jspecify.annotations.NullMarked;

/**
 * Checks that the tests of every module run on its own classes: which package may use which, and
 * what the public API is. Used by tests only; nothing that ships depends on it.
 */
@NullMarked
package dev.sigrun.conventions;

import org.jspecify.annotations.NullMarked;

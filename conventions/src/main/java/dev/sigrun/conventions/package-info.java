/**
 * Code shared by the tests of all modules: checks of a module's own classes (which package may use
 * which, what the public API is, how long methods are), golden files, files next to the project,
 * and the text of rules. Used by tests only; nothing that ships depends on it.
 */
@NullMarked
package dev.sigrun.conventions;

import org.jspecify.annotations.NullMarked;

/**
 * From syntax trees to the IR: fields resolved, types checked, each language's own semantics made
 * explicit. Reports; never guesses. What is here serves all languages; each has a package of its
 * own below.
 */
@NullMarked
package dev.sigrun.compiler.analysis;

import org.jspecify.annotations.NullMarked;

/** Code that the parsers of all query languages share: character input, syntax errors, bounds. */
@NullMarked
package dev.sigrun.compiler.language.syntax;

import org.jspecify.annotations.NullMarked;

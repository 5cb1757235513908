/** How the parsers of all query languages read characters. */
@NullMarked
package dev.sigrun.compiler.language.syntax;

import org.jspecify.annotations.NullMarked;

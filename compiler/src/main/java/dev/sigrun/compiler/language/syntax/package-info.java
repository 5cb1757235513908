/** Character input for the parsers of all query languages. */
@NullMarked
package dev.sigrun.compiler.language.syntax;

import org.jspecify.annotations.NullMarked;

/** Finds rule files and reads their text. Knows no format. */
@NullMarked
package dev.sigrun.compiler.format;

import org.jspecify.annotations.NullMarked;

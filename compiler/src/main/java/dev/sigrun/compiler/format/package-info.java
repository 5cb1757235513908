/**
 * What a format of rule files is to the rest of the compiler; rule files found and their text read.
 * Knows none of the formats; each has a package of its own below.
 */
@NullMarked
package dev.sigrun.compiler.format;

import org.jspecify.annotations.NullMarked;

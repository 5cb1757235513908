/** Lucene's query syntax, which is recognised but not compiled. */
@NullMarked
package dev.sigrun.compiler.language.lucene;

import org.jspecify.annotations.NullMarked;

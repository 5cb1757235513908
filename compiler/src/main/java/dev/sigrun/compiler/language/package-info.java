/**
 * What a query language is to the rest of the compiler, and what the analyses of all languages
 * share: fields resolved to types, tests on fields. Knows none of the languages; each has a package
 * of its own below.
 */
@NullMarked
package dev.sigrun.compiler.language;

import org.jspecify.annotations.NullMarked;

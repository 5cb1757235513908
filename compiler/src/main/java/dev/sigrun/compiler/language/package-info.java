/**
 * The interface of query languages, and the parts that the analyses of all languages share:
 * resolving fields to types, and tests on fields. Does not depend on the languages; each has its
 * own package below.
 */
@NullMarked
package dev.sigrun.compiler.language;

import org.jspecify.annotations.NullMarked;

/**
 * How fields and indices are called where artifacts run: mappings, the files that describe them,
 * and what they make of a query. Knows no output format.
 */
@NullMarked
package dev.sigrun.compiler.mapping;

import org.jspecify.annotations.NullMarked;

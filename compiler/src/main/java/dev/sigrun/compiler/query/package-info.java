/** Queries that are in no rule file, executed as rules are. Knows no language and no format. */
@NullMarked
package dev.sigrun.compiler.query;

import org.jspecify.annotations.NullMarked;

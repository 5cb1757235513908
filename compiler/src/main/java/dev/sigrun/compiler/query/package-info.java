/** Executes queries that are not in a rule file. Does not depend on languages or formats. */
@NullMarked
package dev.sigrun.compiler.query;

import org.jspecify.annotations.NullMarked;

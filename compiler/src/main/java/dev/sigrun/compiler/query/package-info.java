/**
 * Executes queries that are not in a rule file. Does not depend on languages or formats. Uses
 * {@code explain} for one thing: the values of an event at a path, by which results are ordered.
 */
@NullMarked
package dev.sigrun.compiler.query;

import org.jspecify.annotations.NullMarked;

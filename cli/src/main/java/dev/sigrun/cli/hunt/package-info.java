/**
 * Runs a single query over a complete set of events, and new terms rules with a baseline. Does not
 * depend on commands or options.
 */
@NullMarked
package dev.sigrun.cli.hunt;

import org.jspecify.annotations.NullMarked;

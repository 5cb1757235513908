/**
 * Runs a rule set in one process: puts events in order, keeps the states of detectors within
 * bounds, and saves and restores them. Knows no query language and writes no alerts.
 */
@NullMarked
package dev.sigrun.runtime.engine;

import org.jspecify.annotations.NullMarked;

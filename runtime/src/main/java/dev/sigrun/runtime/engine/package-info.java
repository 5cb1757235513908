/**
 * Runs a rule set in one process: orders events, keeps the state of detectors within bounds, saves
 * and restores it, and passes alerts to listeners. Does not depend on any query language and writes
 * no output.
 */
@NullMarked
package dev.sigrun.runtime.engine;

import org.jspecify.annotations.NullMarked;

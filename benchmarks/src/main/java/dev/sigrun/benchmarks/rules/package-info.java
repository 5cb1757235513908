/**
 * The rules that are measured: which of a folder, and how one folder becomes a rule set of any
 * size. Nothing here knows engines.
 */
@NullMarked
package dev.sigrun.benchmarks.rules;

import org.jspecify.annotations.NullMarked;

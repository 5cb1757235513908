/**
 * Sets of compiled rules, and matching events against them without an engine: {@link
 * dev.sigrun.runtime.RuleSet} and {@link dev.sigrun.runtime.MatchSession}. Does not depend on any
 * query language.
 */
@NullMarked
package dev.sigrun.runtime;

import org.jspecify.annotations.NullMarked;

package dev.sigrun.compiler.language;

import java.time.Duration;

/**
 * When a rule asks its query, where a scheduler runs it.
 *
 * @param period the time between two runs
 * @param lookBack the time whose events a run sees
 * @param suppressed whether later alerts about the same may be suppressed
 */
public record QueryRuns(Duration period, Duration lookBack, boolean suppressed) {}

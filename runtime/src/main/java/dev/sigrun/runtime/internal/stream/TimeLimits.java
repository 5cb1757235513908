package dev.sigrun.runtime.internal.stream;

import java.util.function.LongSupplier;

/**
 * The bounds of differences between times, and of the number of waiting events.
 *
 * @param lateness how much older than the newest event an event may be, in milliseconds
 * @param maxJump how far ahead of all others an event may be, in milliseconds
 * @param maxEvents how many events may wait
 * @param maxBytes about how many bytes they may take
 * @param wallClock milliseconds since 1970
 */
public record TimeLimits(
    long lateness, long maxJump, int maxEvents, long maxBytes, LongSupplier wallClock) {}

package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.internal.stream.TimeLimits;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The settings of an engine.
 *
 * @param lateness how much later than the newest event an event may come, in milliseconds
 * @param maxJump how far ahead of all others an event may be, in milliseconds
 * @param wallClock milliseconds since 1970
 * @param now the value of {@code now} in rules, in milliseconds since 1970; the time of each event
 *     if empty
 * @param pausing when a rule that fails is paused
 * @param timed whether the work of rules is measured
 * @param referenceData what rules compare events with
 */
record Settings(
    long lateness,
    long maxJump,
    int maxKeysPerRule,
    long maxKeys,
    long maxStateBytes,
    int maxBufferedEvents,
    long maxBufferedBytes,
    LongSupplier wallClock,
    Optional<Long> now,
    PausePolicy pausing,
    boolean timed,
    ReferenceData referenceData) {
  /** The bounds of differences between times, and of the number of waiting events. */
  TimeLimits timeLimits() {
    return new TimeLimits(lateness, maxJump, maxBufferedEvents, maxBufferedBytes, wallClock);
  }

  Settings withWallClock(LongSupplier clock) {
    return new Settings(
        lateness,
        maxJump,
        maxKeysPerRule,
        maxKeys,
        maxStateBytes,
        maxBufferedEvents,
        maxBufferedBytes,
        clock,
        now,
        pausing,
        timed,
        referenceData);
  }

  /** The same for an engine that only gathers what others keep within bounds. */
  Settings unbounded() {
    return new Settings(
        lateness,
        maxJump,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        wallClock,
        now,
        pausing,
        timed,
        referenceData);
  }

  /** The same for one of several engines that share the memory. */
  Settings dividedBy(int engines) {
    return new Settings(
        lateness,
        maxJump,
        maxKeysPerRule,
        Math.max(1, maxKeys / engines),
        Math.max(1, maxStateBytes / engines),
        Math.max(1, maxBufferedEvents / engines),
        Math.max(1, maxBufferedBytes / engines),
        wallClock,
        now,
        pausing,
        timed,
        referenceData);
  }
}

package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts the failures of one rule, pauses it when there are too many, and measures its work. */
final class RuleHealth {
  private static final long NO_TIME = Long.MIN_VALUE;

  private final Rule rule;
  private final PausePolicy policy;
  private final boolean timed;
  private final LongSupplier now;
  private final Listeners listeners;
  private long failures;
  private long pauses;
  private long skipped;
  private long nanos;
  private long workingSince;
  private long windowStart = NO_TIME;
  private long inWindow;

  /** The start of the pause; {@link #NO_TIME} if there is none. */
  private long pausedAt = NO_TIME;

  /**
   * The health of a rule that has not worked yet.
   *
   * @param now the time of the stream, in milliseconds since 1970
   */
  RuleHealth(Rule rule, Settings settings, LongSupplier now, Listeners listeners) {
    this.rule = rule;
    this.policy = settings.pausing();
    this.timed = settings.timed();
    this.now = now;
    this.listeners = listeners;
  }

  /** Whether an event must be kept from the rule now, which is counted. */
  boolean skips() {
    if (pausedAt == NO_TIME) {
      return false;
    }
    if (!isWithin(policy.pause(), pausedAt)) {
      pausedAt = NO_TIME;
      return false;
    }
    skipped++;
    return true;
  }

  void failed(Optional<EventRecord> event, RuntimeException problem) {
    failures++;
    listeners.failed(new Failure(Failure.Kind.RULE, rule, event, problem));
    if (policy.failures() == Long.MAX_VALUE) {
      return;
    }
    long time = now.getAsLong();
    if (windowStart == NO_TIME || !isWithin(policy.window(), windowStart)) {
      windowStart = time;
      inWindow = 0;
    }
    if (++inWindow >= policy.failures() && pausedAt == NO_TIME) {
      pauses++;
      windowStart = NO_TIME;
      pausedAt = time;
      listeners.failed(new Failure(Failure.Kind.PAUSE, rule, event, problem));
    }
  }

  /**
   * Whether less than {@code duration} has passed. Time may also have gone back: before the first
   * event it is that of the wall clock, and events may be old.
   */
  private boolean isWithin(Duration duration, long start) {
    long passed = now.getAsLong() - start;
    return passed >= 0 && passed < duration.toMillis();
  }

  /** Starts to count time as time of the rule. */
  void startWork() {
    if (timed) {
      workingSince = System.nanoTime();
    }
  }

  /** Stops counting time as time of the rule. */
  void stopWork() {
    if (timed) {
      nanos += System.nanoTime() - workingSince;
    }
  }

  long failures() {
    return failures;
  }

  long pauses() {
    return pauses;
  }

  long skipped() {
    return skipped;
  }

  long nanos() {
    return nanos;
  }

  /**
   * The health of a rule, as saved in snapshots.
   *
   * @param windowStart when the first of the failures came that are counted together
   * @param inWindow how many of these there are
   * @param pausedAt when the pause began
   */
  record Saved(
      long failures,
      long nanos,
      long pauses,
      long skipped,
      long windowStart,
      long inWindow,
      long pausedAt) {
    /** Only whether the rule is paused, or about to be. */
    Saved withoutCounts() {
      return new Saved(0, 0, 0, 0, windowStart, inWindow, pausedAt);
    }
  }

  /** The record of a rule that failed this often. */
  static Saved failures(long failures) {
    return new Saved(failures, 0, 0, 0, NO_TIME, 0, NO_TIME);
  }

  boolean hasCounted() {
    return failures + nanos + pauses + skipped > 0;
  }

  /** Writes how the rule fared. */
  void write(DataOutput out) throws IOException {
    Binary.writeSigned(failures, out);
    Binary.writeSigned(nanos, out);
    Binary.writeSigned(pauses, out);
    Binary.writeSigned(skipped, out);
    Binary.writeSigned(windowStart, out);
    Binary.writeSigned(inWindow, out);
    Binary.writeSigned(pausedAt, out);
  }

  /** Reads what {@link #write} wrote; formats before 4 have failures and times only. */
  static Saved read(SnapshotInput in) throws IOException {
    long failures = in.readLong();
    long nanos = in.readLong();
    return in.format() < 4
        ? new Saved(failures, nanos, 0, 0, NO_TIME, 0, NO_TIME)
        : new Saved(
            failures,
            nanos,
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong());
  }

  /** Goes on from what a snapshot holds. */
  void restore(Saved record) {
    failures += record.failures;
    nanos += record.nanos;
    pauses += record.pauses;
    skipped += record.skipped;
    windowStart = Math.max(windowStart, record.windowStart);
    inWindow = Math.max(inWindow, record.inWindow);
    pausedAt = Math.max(pausedAt, record.pausedAt);
  }
}

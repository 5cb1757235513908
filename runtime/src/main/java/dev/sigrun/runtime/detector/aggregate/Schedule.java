package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.detector.Times;
import java.time.Duration;

/**
 * The instants at which groups are looked at: the multiples of an interval since 1970.
 *
 * @param interval the time between two instants, in milliseconds
 * @param lookBack how long before an instant an event counts, in milliseconds; inclusive, as the
 *     instant itself is
 */
record Schedule(long interval, long lookBack) {
  static Schedule of(Duration interval, Duration lookBack) {
    return new Schedule(Times.millis(interval), Times.millis(lookBack));
  }

  /** The first instant that an event of {@code time} is not after. */
  long entry(long time) {
    long since = Math.floorMod(time, interval);
    return since == 0 ? time : Times.plus(time, interval - since);
  }

  /** The first instant that an event of {@code time} is too old for. */
  long exit(long time) {
    return following(Times.plus(time, lookBack));
  }

  /** The first instant after {@code time}. */
  long following(long time) {
    return Times.plus(time, interval - Math.floorMod(time, interval));
  }

  /** Whether groups are looked at then. */
  boolean isInstant(long time) {
    return Math.floorMod(time, interval) == 0 || time == Long.MAX_VALUE;
  }

  /** The instant after {@code instant}. */
  long after(long instant) {
    return Times.plus(instant, interval);
  }

  /** The time of the oldest event that counts at an instant. */
  long start(long instant) {
    return Times.minus(instant, lookBack);
  }
}

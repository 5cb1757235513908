package dev.sigrun.runtime.internal.detector;

import java.time.Duration;

/** Arithmetic on times that cannot overflow, since events may claim any time. */
public final class Times {
  private Times() {}

  /** {@code time} and {@code span} after it, or the end of time; {@code span} is not negative. */
  public static long plus(long time, long span) {
    long sum = time + span;
    return sum < time ? Long.MAX_VALUE : sum;
  }

  /**
   * {@code time} and {@code span} before it, or the start of time; {@code span} is not negative.
   */
  public static long minus(long time, long span) {
    long difference = time - span;
    return difference > time ? Long.MIN_VALUE : difference;
  }

  /** Whole milliseconds, which is as exact as timestamps are. */
  public static long millis(Duration duration) {
    try {
      return duration.toMillis();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE - 1;
    }
  }
}

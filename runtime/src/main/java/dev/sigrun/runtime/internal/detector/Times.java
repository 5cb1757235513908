package dev.sigrun.runtime.internal.detector;

/** Arithmetic on timestamps that cannot overflow, since events may claim any time. */
final class Times {
  private Times() {}

  /** {@code time} and {@code span} after it, or the end of time; {@code span} is not negative. */
  static long plus(long time, long span) {
    long sum = time + span;
    return sum < time ? Long.MAX_VALUE : sum;
  }

  /**
   * {@code time} and {@code span} before it, or the start of time; {@code span} is not negative.
   */
  static long minus(long time, long span) {
    long difference = time - span;
    return difference > time ? Long.MIN_VALUE : difference;
  }
}

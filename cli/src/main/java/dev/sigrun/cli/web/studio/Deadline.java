package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import java.time.Duration;

/** The time until which an answer must be there. */
final class Deadline {
  private final Duration limit;
  private final long end;

  private Deadline(Duration limit) {
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** A deadline that much later than now. */
  static Deadline in(Duration limit) {
    return new Deadline(limit);
  }

  /** Whether it has passed. */
  boolean hasPassed() {
    return System.nanoTime() - end >= 0;
  }

  /**
   * Ends a question that takes too long.
   *
   * @throws RefusedException if the time has passed
   */
  void check() {
    if (hasPassed()) {
      throw RefusedException.tooSlow(
          "There is no answer within " + limit.toSeconds() + " seconds. Use fewer events.");
    }
  }
}

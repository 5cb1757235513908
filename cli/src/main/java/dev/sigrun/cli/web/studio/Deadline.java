package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time until which an answer must be there, unless nobody waits for it any more. */
final class Deadline {
  private final Duration limit;
  private final long end;
  private final BooleanSupplier replaced;

  private Deadline(Duration limit, BooleanSupplier replaced) {
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
    this.replaced = replaced;
  }

  /**
   * A deadline that much later than now.
   *
   * @param replaced whether the page asked something newer instead
   */
  static Deadline in(Duration limit, BooleanSupplier replaced) {
    return new Deadline(limit, replaced);
  }

  /** Whether it has passed, or nobody waits. */
  boolean hasPassed() {
    return System.nanoTime() - end >= 0 || replaced.getAsBoolean();
  }

  /**
   * Ends a question that takes too long, or for whose answer nobody waits.
   *
   * @throws RefusedException if that is so
   */
  void check() {
    if (replaced.getAsBoolean()) {
      throw RefusedException.replaced();
    }
    if (hasPassed()) {
      throw RefusedException.tooSlow(
          "There is no answer within " + limit.toSeconds() + " seconds. Use fewer events.");
    }
  }
}

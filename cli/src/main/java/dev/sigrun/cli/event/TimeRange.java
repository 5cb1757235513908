package dev.sigrun.cli.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A part of the time.
 *
 * @param from its first instant; empty if it has no beginning
 * @param to the first instant after it; empty if it has no end
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> to) {
  /** All of the time. */
  public static final TimeRange ALL = new TimeRange(Optional.empty(), Optional.empty());

  /** Cuts bounds to milliseconds, to which the times of events are read. */
  public TimeRange {
    from = from.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    to = to.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Whether nothing is outside. */
  public boolean isAll() {
    return from.isEmpty() && to.isEmpty();
  }

  /** Whether an instant is before it. */
  boolean beginsAfter(Instant time) {
    return from.isPresent() && time.isBefore(from.get());
  }

  /** Whether an instant is after it. */
  boolean endsBy(Instant time) {
    return to.isPresent() && !time.isBefore(to.get());
  }
}

package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.pattern.IpAddress;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The place of an event in the order of events: by timestamp, then by tiebreaker, a present one
 * before a missing one and each in the natural order of its type, then by arrival.
 *
 * @param timestamp milliseconds since 1970
 * @param tiebreaker a {@link Long}, {@link BigInteger}, {@link Double}, {@link String} or {@link
 *     IpAddress}; null if the event has none
 * @param arrival number of the event in the order in which events came, unique
 */
public record Ordinal(long timestamp, @Nullable Object tiebreaker, long arrival)
    implements Comparable<Ordinal> {
  @Override
  public int compareTo(Ordinal other) {
    int byTime = Long.compare(timestamp, other.timestamp);
    if (byTime != 0) {
      return byTime;
    }
    int byTiebreaker = compareTiebreakers(tiebreaker, other.tiebreaker);
    return byTiebreaker != 0 ? byTiebreaker : Long.compare(arrival, other.arrival);
  }

  private static int compareTiebreakers(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right ? 0 : left == null ? 1 : -1;
    }
    return KeyOrder.compareValues(left, right);
  }
}

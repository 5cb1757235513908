package dev.sigrun.cli.hunt;

import dev.sigrun.runtime.time.Timestamps;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The place of an event among others: by timestamp, then by tiebreaker, then as read. Events
 * without a timestamp come last, events without a tiebreaker after those that have one. Of several
 * values the smallest counts.
 *
 * @param millis the timestamp in milliseconds since 1970
 * @param nanos what the timestamp has in addition, below a million
 * @param tiebreaker a number or a string
 * @param position the number of events read before
 */
public record Ordinal(OptionalLong millis, int nanos, Optional<Object> tiebreaker, long position)
    implements Comparable<Ordinal> {
  private static final Comparator<Ordinal> ORDER =
      Comparator.comparing((Ordinal o) -> o.millis.isEmpty())
          .thenComparingLong(o -> o.millis.orElse(0))
          .thenComparingInt(Ordinal::nanos)
          .thenComparing(o -> o.tiebreaker.isEmpty())
          .thenComparing(Ordinal::compareTiebreakers)
          .thenComparingLong(Ordinal::position);

  private static final int DIGITS_OF_NANOS = 6;

  /**
   * The ordinal of an event.
   *
   * @param timestamps values of the timestamp field
   * @param nanos whether that field has nanoseconds
   * @param tiebreakers values of the tiebreaker field
   */
  static Ordinal of(
      List<Object> timestamps, boolean nanos, List<Object> tiebreakers, long position) {
    Ordinal smallest = new Ordinal(OptionalLong.empty(), 0, Optional.empty(), position);
    for (Object value : timestamps) {
      int rest = nanos ? restOfNanos(String.valueOf(value)) : 0;
      Ordinal candidate = new Ordinal(millis(value), rest, Optional.empty(), position);
      smallest = candidate.compareTo(smallest) < 0 ? candidate : smallest;
    }
    Optional<Object> tiebreaker =
        tiebreakers.stream()
            .map(value -> value instanceof Number ? value : (Object) String.valueOf(value))
            .min(Ordinal::compareValues);
    return new Ordinal(smallest.millis, smallest.nanos, tiebreaker, position);
  }

  @Override
  public int compareTo(Ordinal other) {
    return ORDER.compare(this, other);
  }

  private static OptionalLong millis(Object value) {
    return value instanceof Number
        ? Timestamps.parseMillis(value.toString())
        : Timestamps.parse(value.toString());
  }

  /** The digits of a timestamp from the fourth after the point. */
  private static int restOfNanos(String timestamp) {
    int at = timestamp.indexOf('.') + 4;
    int nanos = 0;
    int digits = 0;
    while (at > 3
        && digits < DIGITS_OF_NANOS
        && at < timestamp.length()
        && isDigit(timestamp, at)) {
      nanos = nanos * 10 + (timestamp.charAt(at++) - '0');
      digits++;
    }
    for (; digits < DIGITS_OF_NANOS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int compareTiebreakers(Ordinal a, Ordinal b) {
    return a.tiebreaker.isEmpty() || b.tiebreaker.isEmpty()
        ? 0
        : compareValues(a.tiebreaker.get(), b.tiebreaker.get());
  }

  /** Numbers before strings; strings by code point. */
  private static int compareValues(Object a, Object b) {
    if (a instanceof Number && b instanceof Number) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    }
    if (a instanceof Number || b instanceof Number) {
      return a instanceof Number ? -1 : 1;
    }
    return compareCodePoints((String) a, (String) b);
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        boolean surrogates =
            Character.isSurrogate(a.charAt(i)) != Character.isSurrogate(b.charAt(i));
        int order = Character.compare(a.charAt(i), b.charAt(i));
        // Surrogates stand for code points above all others, but are not the highest units.
        return surrogates ? (Character.isSurrogate(a.charAt(i)) ? 1 : -1) : order;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}

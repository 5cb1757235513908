package dev.sigrun.runtime.row;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A length of time: months and days by the calendar, and an exact rest.
 *
 * @param months whose length depends on the calendar; twelve for a year
 * @param days in UTC; seven for a week
 * @param rest of any length
 */
public record Span(int months, int days, Duration rest) {
  /** Months by the calendar. */
  public static Span ofMonths(int months) {
    return new Span(months, 0, Duration.ZERO);
  }

  /** Days. */
  public static Span ofDays(int days) {
    return new Span(0, days, Duration.ZERO);
  }

  /** An exact length. */
  public static Span of(Duration duration) {
    return new Span(0, 0, duration);
  }

  /** Both spans, one after the other. */
  public Span plus(Span other) {
    return new Span(
        within((long) months + other.months),
        within((long) days + other.days),
        rest.plus(other.rest));
  }

  /** A span that is cut here leads from no date to another one. */
  private static int within(long units) {
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, units));
  }

  /** The same span backwards. */
  public Span negated() {
    return new Span(within(-(long) months), within(-(long) days), rest.negated());
  }

  /** The time that is this span after {@code instant}. */
  Instant after(Instant instant) {
    return instant
        .atOffset(ZoneOffset.UTC)
        .plusMonths(months)
        .plusDays(days)
        .plus(rest)
        .toInstant();
  }
}

package dev.sigrun.runtime.row;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * A length of time: years, months and days by the calendar, and an exact rest.
 *
 * @param period the part whose length depends on the calendar
 * @param duration the rest
 */
public record Span(Period period, Duration duration) {
  /** A span by the calendar. */
  public static Span ofPeriod(String text) {
    return new Span(Period.parse(text), Duration.ZERO);
  }

  /** A span of an exact length in milliseconds. */
  public static Span ofMillis(long millis) {
    return new Span(Period.ZERO, Duration.ofMillis(millis));
  }

  /** Both spans, one after the other. */
  public Span plus(Span other) {
    return new Span(period.plus(other.period), duration.plus(other.duration));
  }

  /** The same span backwards. */
  public Span negated() {
    return new Span(period.negated(), duration.negated());
  }

  /** Whether its length does not depend on the calendar. */
  public boolean isExact() {
    return period.isZero();
  }

  /** The time that is this span after {@code instant}; days and longer units count in UTC. */
  Instant after(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).plus(period).plus(duration).toInstant();
  }
}

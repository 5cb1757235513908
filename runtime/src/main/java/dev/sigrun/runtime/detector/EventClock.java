package dev.sigrun.runtime.detector;

import java.util.function.LongSupplier;

/**
 * The clock of a stream of events, or of one of its partitions: the greatest time so far that
 * counts.
 *
 * <p>A time that is further ahead than the longest jump is not trusted to move the clock, for it
 * may come from a machine whose clock is wrong. If most recent events are ahead, the stream itself
 * has moved. Times that lie further ahead of the wall clock than the longest jump never count,
 * however many there are.
 *
 * <p>Not safe for concurrent use.
 */
public final class EventClock {
  /** The time of a clock that has seen no event. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The minimum number of earlier events needed to decide that most are ahead. */
  private static final int FEWEST_TO_JUDGE = 100;

  /**
   * The number of events that this decision considers: older ones count half, a quarter and so on.
   */
  private static final int MOST_TO_JUDGE = 200;

  private final long maxJump;
  private final LongSupplier wallClock;
  private long time = NO_TIME;

  /** The latest credible time when the wall clock was last read, which is slow. */
  private long latestKnown = NO_TIME;

  private int judged;
  private int ahead;

  /**
   * A clock that has seen no event.
   *
   * @param maxJump how far ahead of all others an event may be, in milliseconds
   * @param wallClock milliseconds since 1970
   */
  public EventClock(long maxJump, LongSupplier wallClock) {
    this.maxJump = maxJump;
    this.wallClock = wallClock;
  }

  /**
   * The state of a clock.
   *
   * @param time what it shows
   * @param judged how many events came of late
   * @param ahead how many of them were ahead
   */
  public record State(long time, int judged, int ahead) {
    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if no clock can have counted so
     */
    public State {
      if (judged < 0 || judged > MOST_TO_JUDGE || ahead < 0 || ahead > judged) {
        throw new IllegalArgumentException("Impossible counts of events.");
      }
    }
  }

  /** The time of the clock, in milliseconds since 1970; {@link #NO_TIME} before the first event. */
  public long time() {
    return time;
  }

  /** Whether an event of {@code time} is too far ahead to move the clock. */
  public boolean isAhead(long time) {
    return (this.time != NO_TIME && time > this.time + maxJump)
        || (time > latestKnown && time > latestCredible());
  }

  /** The latest time that a trustworthy event can have now. */
  public long latestCredible() {
    latestKnown = wallClock.getAsLong() + maxJump;
    return latestKnown;
  }

  /** A time as it is, or the clock's in place of one that is too far ahead. */
  public long credible(long time) {
    if (!isAhead(time)) {
      return time;
    }
    return this.time == NO_TIME ? wallClock.getAsLong() : this.time;
  }

  /** Moves the clock, unless it is later already. */
  public void advanceTo(long time) {
    this.time = Math.max(this.time, time);
  }

  /** Counts an event that is not ahead. To be called before the clock is moved. */
  public void noteInTime() {
    judged++;
    age();
  }

  /**
   * Counts an event that is ahead.
   *
   * @return whether most recent events are, so that it is the stream that has moved
   */
  public boolean noteAhead() {
    judged++;
    ahead++;
    boolean moved = judged >= FEWEST_TO_JUDGE && ahead * 2 > judged;
    age();
    return moved;
  }

  private void age() {
    if (judged >= MOST_TO_JUDGE) {
      judged /= 2;
      ahead /= 2;
    }
  }

  /** Starts to count from zero, because the clock follows the stream to where it has moved. */
  public void follow(long time) {
    judged = 0;
    ahead = 0;
    advanceTo(time);
  }

  /** The state to remember. */
  public State state() {
    return new State(time, judged, ahead);
  }

  /** Goes on from what another clock remembered; a later time stays. */
  public void restore(State state) {
    advanceTo(state.time());
    judged = state.judged();
    ahead = state.ahead();
  }
}

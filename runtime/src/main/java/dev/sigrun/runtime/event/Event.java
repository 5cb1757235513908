package dev.sigrun.runtime.event;

import org.jspecify.annotations.Nullable;

/**
 * One record of activity, reduced to the values of the fields that a set of matchers reads. Made by
 * an {@link EventReader}, immutable and safe to share between threads.
 */
public final class Event {
  private static final int[] NONE = {};

  private final @Nullable Object[] slots;
  private final long now;
  private final int ignoredValues;

  /** The rule set that found the candidates; null if none did. */
  private final @Nullable Object candidatesOf;

  private final int[] candidates;

  Event(@Nullable Object[] slots, long now, int ignoredValues) {
    this(slots, now, ignoredValues, null, NONE);
  }

  private Event(
      @Nullable Object[] slots,
      long now,
      int ignoredValues,
      @Nullable Object candidatesOf,
      int[] candidates) {
    this.slots = slots;
    this.now = now;
    this.ignoredValues = ignoredValues;
    this.candidatesOf = candidatesOf;
    this.candidates = candidates;
  }

  /**
   * The same event with what an index found out about it. For rule sets, which thus need not ask
   * every matcher.
   *
   * @param rules the rule set that the candidates belong to
   * @param candidates the numbers of those of its matchers that the event could satisfy, ascending
   */
  public Event withCandidates(Object rules, int[] candidates) {
    return new Event(slots, now, ignoredValues, rules, candidates.clone());
  }

  /**
   * The numbers of the matchers that the event could satisfy, not to be changed; null if no index
   * of these rules has looked at it.
   */
  public int @Nullable [] candidates(Object rules) {
    return rules == candidatesOf ? candidates : null;
  }

  /** The time at which the event was read, in milliseconds since 1970, by the reader's clock. */
  public long now() {
    return now;
  }

  /**
   * How many values were ignored because they do not fit the type of their field: unparsable or out
   * of range. Values inside nested elements count as well.
   */
  public int ignoredValues() {
    return ignoredValues;
  }

  @Nullable Object slot(int slot) {
    return slots[slot];
  }
}

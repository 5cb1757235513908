package dev.sigrun.runtime.event;

import dev.sigrun.runtime.RuleSet;
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

  /** The rules of which it is known which matchers the event could satisfy. */
  private final @Nullable RuleSet rules;

  private final int[] candidates;

  Event(@Nullable Object[] slots, long now, int ignoredValues) {
    this(slots, now, ignoredValues, null, NONE);
  }

  private Event(
      @Nullable Object[] slots,
      long now,
      int ignoredValues,
      @Nullable RuleSet rules,
      int[] candidates) {
    this.slots = slots;
    this.now = now;
    this.ignoredValues = ignoredValues;
    this.rules = rules;
    this.candidates = candidates;
  }

  /** The same event, knowing the numbers of those matchers of {@code rules} it could satisfy. */
  Event withCandidates(RuleSet rules, int[] candidates) {
    return new Event(slots, now, ignoredValues, rules, candidates);
  }

  /** The numbers of the matchers that the event could satisfy; null if they are not known. */
  int @Nullable [] candidates(RuleSet rules) {
    return rules == this.rules ? candidates : null;
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

package dev.sigrun.runtime.event;

import dev.sigrun.runtime.Now;
import dev.sigrun.runtime.RuleSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One record of activity, reduced to the values of the fields that a set of matchers reads. Made by
 * an {@link EventReader}, immutable and safe to share between threads.
 */
public final class Event {
  private static final int[] NONE = {};

  private final @Nullable Object[] slots;
  private final long now;

  /** Whether it is now when the event happened, by some field of it. */
  private final boolean nowIsOwn;

  private final int ignoredValues;

  /** The rules of which it is known which matchers the event could satisfy. */
  private final @Nullable RuleSet rules;

  private final int[] candidates;

  Event(@Nullable Object[] slots, long now, boolean nowIsOwn, int ignoredValues) {
    this(slots, now, nowIsOwn, ignoredValues, null, NONE);
  }

  private Event(
      @Nullable Object[] slots,
      long now,
      boolean nowIsOwn,
      int ignoredValues,
      @Nullable RuleSet rules,
      int[] candidates) {
    this.slots = slots;
    this.now = now;
    this.nowIsOwn = nowIsOwn;
    this.ignoredValues = ignoredValues;
    this.rules = rules;
    this.candidates = candidates;
  }

  /** The same event, knowing the numbers of those matchers of {@code rules} it could satisfy. */
  Event withCandidates(RuleSet rules, int[] candidates) {
    return new Event(slots, now, nowIsOwn, ignoredValues, rules, candidates);
  }

  /** The same event at another time. */
  Event at(long time) {
    return time == now ? this : new Event(slots, time, nowIsOwn, ignoredValues, rules, candidates);
  }

  /** The numbers of the matchers that the event could satisfy; null if they are not known. */
  int @Nullable [] candidates(RuleSet rules) {
    return rules == this.rules ? candidates : null;
  }

  /**
   * What {@code now} is in the date math of rules, in milliseconds since 1970: the event's own time
   * by {@code @timestamp}, unless its reader was given a clock that says otherwise. See {@link Now}.
   */
  public long now() {
    return now;
  }

  /**
   * The same event for a rule that goes by other times: {@link #now()} is the earliest value of the
   * first of {@code timestamps} that it has. Itself if it has none of them, or if its reader was
   * given one time for all events.
   */
  public Event asOf(List<DateField> timestamps) {
    if (nowIsOwn) {
      for (DateField field : timestamps) {
        OptionalLong time = field.earliest(this);
        if (time.isPresent()) {
          return at(time.getAsLong());
        }
      }
    }
    return this;
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

package dev.sigrun.runtime.event;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One record of activity, reduced to the values of the fields that a set of matchers reads. Made by
 * an {@link EventReader}, immutable and safe to share between threads.
 *
 * <pre>{@code
 * EventReader reader = rules.reader();
 * Event event = reader.read(Map.of("process", Map.of("name", "sh")));
 * rules.match(event, (rule, matched) -> System.out.println(rule.name()));
 * }</pre>
 */
public final class Event {
  private static final int[] NONE = {};

  private final @Nullable Object[] slots;
  private final long now;

  /** Whether it is now when the event happened, by some field of it. */
  private final boolean nowIsOwn;

  private final int ignoredValues;

  /** The rule set that found the candidates; null if none did. */
  private final @Nullable Object candidatesOf;

  private final int[] candidates;

  Event(@Nullable Object[] slots, long now, boolean nowIsOwn, int ignoredValues) {
    this(slots, now, nowIsOwn, ignoredValues, null, NONE);
  }

  private Event(
      @Nullable Object[] slots,
      long now,
      boolean nowIsOwn,
      int ignoredValues,
      @Nullable Object candidatesOf,
      int[] candidates) {
    this.slots = slots;
    this.now = now;
    this.nowIsOwn = nowIsOwn;
    this.ignoredValues = ignoredValues;
    this.candidatesOf = candidatesOf;
    this.candidates = candidates;
  }

  /**
   * The same event with what an index found out about it. For rule sets, which therefore need not
   * call every matcher.
   *
   * @param rules the rule set that the candidates belong to
   * @param candidates the numbers of those of its matchers that the event could satisfy, ascending
   */
  public Event withCandidates(Object rules, int[] candidates) {
    return new Event(slots, now, nowIsOwn, ignoredValues, rules, candidates.clone());
  }

  /** The same event at another time. */
  Event at(long time) {
    return time == now
        ? this
        : new Event(slots, time, nowIsOwn, ignoredValues, candidatesOf, candidates);
  }

  /**
   * The numbers of the matchers that the event could satisfy, not to be changed; null if no index
   * of these rules has looked at it.
   */
  public int @Nullable [] candidates(Object rules) {
    return rules == candidatesOf ? candidates : null;
  }

  /**
   * The value of {@code now} in the date math of rules, in milliseconds since 1970: the event's
   * {@code @timestamp}, unless the reader was given a different clock. See {@link Now}.
   */
  public long now() {
    return now;
  }

  /**
   * The same event for a rule that uses other times: {@link #now()} is the earliest value of the
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
   * The number of values that were ignored because they do not fit the type of their field:
   * unparsable or out of range. Values inside nested elements count as well.
   */
  public int ignoredValues() {
    return ignoredValues;
  }

  @Nullable Object slot(int slot) {
    return slots[slot];
  }
}

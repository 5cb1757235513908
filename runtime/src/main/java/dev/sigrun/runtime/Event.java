package dev.sigrun.runtime;

import org.jspecify.annotations.Nullable;

/**
 * One record of activity, reduced to the values of the fields that a set of matchers reads. Made by
 * an {@link EventReader}, immutable and safe to share between threads.
 */
public final class Event {
  private final @Nullable Object[] slots;
  private final long now;
  private final int ignoredValues;

  Event(@Nullable Object[] slots, long now, int ignoredValues) {
    this.slots = slots;
    this.now = now;
    this.ignoredValues = ignoredValues;
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

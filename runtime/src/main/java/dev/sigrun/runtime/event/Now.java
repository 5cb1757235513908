package dev.sigrun.runtime.event;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time that {@code now} means in the date math of rules, such as {@code @timestamp >= now-1h}.
 * Immutable; safe to share between threads if its clock is.
 */
public final class Now {
  private final LongSupplier clock;

  /** Whether an event's own time counts before the clock. */
  private final boolean ofEvent;

  /** The field with an event's own time; null as long as that is not known. */
  private final @Nullable DateField timestamp;

  private Now(LongSupplier clock, boolean ofEvent, @Nullable DateField timestamp) {
    this.clock = clock;
    this.ofEvent = ofEvent;
    this.timestamp = timestamp;
  }

  /**
   * The time of the event itself, as the fields give it by which its rule goes. So an answer is the
   * same whenever an event is read, and whatever was read before.
   *
   * @param clock gives the time for events that have none, in milliseconds since 1970
   */
  public static Now ofEventOr(LongSupplier clock) {
    return new Now(clock, true, null);
  }

  /**
   * One time for all events, whatever their own.
   *
   * @param clock gives it in milliseconds since 1970
   */
  public static Now of(LongSupplier clock) {
    return new Now(clock, false, null);
  }

  /** The same for events that have their time in {@code field} unless a rule says otherwise. */
  public Now in(DateField field) {
    return new Now(clock, ofEvent, field);
  }

  /** The same for parts of events, which are asked for no time. */
  Now ofParts() {
    return new Now(() -> 0, ofEvent, null);
  }

  /** Whether each event has its own. */
  boolean isOfEvent() {
    return ofEvent;
  }

  /** Whether an event has a slot for times that count before the clock. */
  boolean hasSlot() {
    return ofEvent && timestamp != null;
  }

  /** The slot for times that count before the clock. */
  int slot() {
    if (timestamp == null) {
      throw new IllegalStateException("There is only a clock.");
    }
    return timestamp.slot();
  }

  /**
   * The time for an event.
   *
   * @param times what it has in the slot that counts before the clock; null if nothing
   */
  long at(@Nullable Object times) {
    return times != null && timestamp != null ? timestamp.earliestOf(times) : clock.getAsLong();
  }
}

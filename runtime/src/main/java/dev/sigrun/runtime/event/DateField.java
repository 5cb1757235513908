package dev.sigrun.runtime.event;

import dev.sigrun.runtime.time.DateRange;
import java.util.List;

/** A field whose values are instants, to the millisecond or to the nanosecond. */
public final class DateField extends Field {
  private final boolean nanos;

  DateField(String name, int slot, Reading reading, boolean nanos) {
    super(name, slot, reading);
    this.nanos = nanos;
  }

  /** Whether some value lies in {@code range}, taken at {@link Event#now()}. */
  public boolean inRange(Event event, DateRange range) {
    Object values = event.slot(slot());
    if (values instanceof Long single) {
      return contains(range, single, event.now());
    }
    if (values != null) {
      for (Long each : (Long[]) values) {
        if (contains(range, each, event.now())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean contains(DateRange range, long instant, long now) {
    return nanos ? range.containsNanos(instant, now) : range.contains(instant, now);
  }

  /** Whether values are nanoseconds rather than milliseconds. */
  public boolean isInNanos() {
    return nanos;
  }

  /** All values since 1970, in the order of the event, in the unit of {@link #isInNanos()}. */
  @Override
  public List<Long> values(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof Long single ? List.of(single) : List.of((Long[]) values);
  }
}

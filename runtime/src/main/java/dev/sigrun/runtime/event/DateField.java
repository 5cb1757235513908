package dev.sigrun.runtime.event;

import dev.sigrun.runtime.time.DateRange;
import java.util.List;
import java.util.OptionalLong;

/** A field whose values are instants, in milliseconds since 1970. */
public final class DateField extends Field {
  DateField(String name, int slot) {
    super(name, slot);
  }

  /** Whether some value lies in {@code range}, taken at {@link Event#now()}. */
  public boolean inRange(Event event, DateRange range) {
    Object values = event.slot(slot());
    if (values instanceof Long single) {
      return range.contains(single, event.now());
    }
    if (values != null) {
      for (Long each : (Long[]) values) {
        if (range.contains(each, event.now())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The earliest value in milliseconds since 1970; empty if the event has none. */
  public OptionalLong earliest(Event event) {
    Object values = event.slot(slot());
    return values == null ? OptionalLong.empty() : OptionalLong.of(earliest(values));
  }

  /** The earliest of what the slot of such a field holds, which is something. */
  static long earliest(Object values) {
    if (values instanceof Long single) {
      return single;
    }
    long earliest = Long.MAX_VALUE;
    for (Long each : (Long[]) values) {
      earliest = Math.min(earliest, each);
    }
    return earliest;
  }

  /** All values in milliseconds since 1970, in the order of the event. */
  @Override
  public List<Long> values(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof Long single ? List.of(single) : List.of((Long[]) values);
  }
}

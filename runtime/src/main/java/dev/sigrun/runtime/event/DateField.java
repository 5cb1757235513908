package dev.sigrun.runtime.event;

import dev.sigrun.runtime.time.DateRange;
import java.util.List;

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

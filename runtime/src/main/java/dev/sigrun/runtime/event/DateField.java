package dev.sigrun.runtime.event;

import dev.sigrun.runtime.time.DateRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A field whose values are instants, to the millisecond or to the nanosecond. */
public final class DateField extends Field {
  private static final long NANOS_OF_MILLI = 1_000_000;

  private final boolean nanos;

  /**
   * Where to look for a value one after the other; empty for the place that has the field's name.
   */
  private final Optional<TimePlaces> places;

  DateField(String name, int slot, Reading reading, boolean nanos) {
    super(name, slot, reading);
    this.nanos = nanos;
    this.places = Optional.empty();
  }

  DateField(int slot, TimePlaces places) {
    super(places.names().get(0), slot, Reading.PLAIN);
    this.nanos = false;
    this.places = Optional.of(places);
  }

  /** The places of which the first with a value counts, if there are several. */
  Optional<TimePlaces> places() {
    return places;
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

  /** The earliest value in milliseconds since 1970; empty if the event has none. */
  public OptionalLong earliest(Event event) {
    Object values = event.slot(slot());
    return values == null ? OptionalLong.empty() : OptionalLong.of(earliestOf(values));
  }

  /** The earliest of the values in the slot of this field, in milliseconds since 1970. */
  long earliestOf(Object values) {
    long earliest = Long.MAX_VALUE;
    if (values instanceof Long single) {
      earliest = single;
    } else {
      for (Long each : (Long[]) values) {
        earliest = Math.min(earliest, each);
      }
    }
    return nanos ? Math.floorDiv(earliest, NANOS_OF_MILLI) : earliest;
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

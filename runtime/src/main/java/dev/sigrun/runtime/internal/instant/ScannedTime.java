package dev.sigrun.runtime.internal.instant;

import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.internal.scan.ValueKind;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where scanned events have their time: the earliest value at the first of some places that has
 * one.
 *
 * @param places in order of preference
 */
public record ScannedTime(List<Place> places) {
  /** The time of an event that has none. */
  public static final long NONE = Long.MIN_VALUE;

  /**
   * Where an event may have its time.
   *
   * @param path the number of the path of the values
   * @param blank whether dates there may have a blank in the place of their {@code T}
   * @param reader reads values that are written in other forms
   */
  public record Place(int path, boolean blank, Reader reader) {}

  /** Reads a time in any form. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads milliseconds since 1970.
     *
     * @param text a string as it is, anything else as it is written
     */
    OptionalLong read(ValueKind kind, String text);
  }

  /** Keeps a copy. */
  public ScannedTime {
    places = List.copyOf(places);
  }

  /** The time of the event in milliseconds since 1970, or {@link #NONE}. */
  public long of(ScannedEvent event) {
    for (Place place : places) {
      long time = at(place, event);
      if (time != NONE) {
        return time;
      }
    }
    return NONE;
  }

  /** The earliest time at a place in milliseconds since 1970, or {@link #NONE}. */
  public static long at(Place place, ScannedEvent event) {
    long earliest = NONE;
    for (int value = event.first(place.path()); value >= 0; value = event.next(value)) {
      long time = read(event, value, place);
      if (time != NONE && (earliest == NONE || time < earliest)) {
        earliest = time;
      }
    }
    return earliest;
  }

  private static long read(ScannedEvent event, int value, Place place) {
    ValueKind kind = event.kind(value);
    if (kind == ValueKind.STRING) {
      long quick =
          QuickTime.parse(event.bytes(), event.start(value), event.end(value), place.blank());
      if (quick != QuickTime.OTHER) {
        return quick;
      }
    }
    return place.reader().read(kind, event.text(value)).orElse(NONE);
  }
}

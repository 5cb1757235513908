package dev.sigrun.runtime.internal.instant;

import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.internal.scan.ValueKind;
import java.util.List;
import java.util.OptionalLong;

/**
 * The time of scanned events: the earliest value at the first of some places that has one.
 * Immutable.
 */
public final class ScannedTime {
  /** The time of an event that has none. */
  public static final long NONE = Long.MIN_VALUE;

  private final Place[] places;

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

  /** The time at the first of {@code places}, which are in order of preference. */
  public ScannedTime(List<Place> places) {
    this.places = places.toArray(new Place[0]);
  }

  /** The time of the event in milliseconds since 1970, or {@link #NONE}. */
  public long of(ScannedEvent event) {
    for (Place place : places) {
      long earliest = NONE;
      for (int value = event.first(place.path()); value >= 0; value = event.next(value)) {
        long time = read(event, value, place);
        if (time != NONE && (earliest == NONE || time < earliest)) {
          earliest = time;
        }
      }
      if (earliest != NONE) {
        return earliest;
      }
    }
    return NONE;
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

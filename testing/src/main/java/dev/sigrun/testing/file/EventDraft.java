package dev.sigrun.testing.file;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.TimePlaces;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event as it is written, before the time of its case is known.
 *
 * @param origin where it is written
 * @param fields all of them, those of the base included
 * @param at when it happens; may be a distance from the beginning of the case
 * @param after how long after the event before, in milliseconds
 * @param times where events have their time
 */
record EventDraft(
    Origin origin, EventFields fields, Optional<DataValue> at, long after, TimePlaces times) {
  static final String TIMESTAMP = TimePlaces.TIMESTAMP;

  /** The time between an event and the previous one if the event does not specify it. */
  static final long STEP = 1_000;

  /** Whether it says itself when it happens. */
  boolean isPlaced() {
    return at.isPresent() || ownTime().isPresent() || knownTime().isPresent();
  }

  /** Its {@code @timestamp}, unless it has its time in a field that comes before. */
  Optional<DataValue> ownTime() {
    return knownTime().isPresent() ? Optional.empty() : fields.get(TIMESTAMP);
  }

  /** Its time in milliseconds since 1970 if the form of the event has it elsewhere. */
  OptionalLong knownTime() {
    int timestamp = times.names().indexOf(TIMESTAMP);
    List<String> elsewhere =
        fields.get(TIMESTAMP).isPresent() && timestamp >= 0
            ? times.names().subList(0, timestamp)
            : times.names();
    return at.isPresent() || elsewhere.isEmpty()
        ? OptionalLong.empty()
        : new TimePlaces(elsewhere)
            .in(name -> fields.get(name).map(DataValue::plain).map(List::of).orElse(List.of()));
  }
}

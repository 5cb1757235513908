package dev.sigrun.cli.event;

import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import java.util.OptionalLong;

/** Reads when events happened, and nothing else of them. Safe for several threads. */
@FunctionalInterface
public interface EventTime {
  /**
   * The time of an event in milliseconds since 1970; empty if it has none that can be read.
   *
   * @throws EventFormatException if the text is not an event
   */
  OptionalLong of(byte[] json) throws EventFormatException;

  /** The earliest value of a field like this one. */
  static EventTime in(DateField field) {
    Fields fields = new Fields();
    DateField own = (DateField) fields.like(field);
    EventReader reader = EventReader.of(fields);
    return json -> own.earliest(reader.read(json));
  }
}

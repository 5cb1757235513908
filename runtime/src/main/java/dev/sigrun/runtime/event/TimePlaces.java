package dev.sigrun.runtime.event;

import dev.sigrun.runtime.time.Timestamps;
import dev.sigrun.runtime.time.WrittenTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where events have the time at which they happened: the first of these fields that an event has is
 * its time. Events of the Elastic Common Schema have {@code @timestamp}; then come the fields of
 * products whose events come as they are.
 *
 * @param names in order of preference, one or more
 */
public record TimePlaces(List<String> names) {
  /** The time of events in Elasticsearch, which reads a number as milliseconds. */
  public static final String TIMESTAMP = "@timestamp";

  /**
   * The element of raw Windows events that contains their time, however its attribute is written.
   */
  public static final String TIME_CREATED = "Event.System.TimeCreated";

  /** The usual places of the time in events, unless configured otherwise. */
  public static final TimePlaces USUAL =
      new TimePlaces(
          List.of(
              TIMESTAMP,
              // Windows events: evtx_dump, also with attributes apart; other converters of XML.
              "Event.System.TimeCreated.#attributes.SystemTime",
              "Event.System.TimeCreated_attributes.SystemTime",
              "Event.System.TimeCreated.@SystemTime",
              "Event.System.TimeCreated.SystemTime",
              "System.TimeCreated.#attributes.SystemTime",
              "System.TimeCreated.SystemTime",
              "winlog.time_created",
              "data.win.system.systemTime",
              "TimeCreated_SystemTime",
              "TimeCreated",
              // Sysmon's own time, where the system's is missing.
              "Event.EventData.UtcTime",
              "EventData.UtcTime",
              "UtcTime",
              // NXLog, Hayabusa, CloudTrail, Okta, the audit log of Kubernetes, Azure, Microsoft
              // 365, Zeek, Splunk, and others with plain names.
              "EventTime",
              "Timestamp",
              "eventTime",
              "published",
              "requestReceivedTimestamp",
              "CreationTime",
              "ts",
              "_time",
              "timestamp",
              "time"));

  /** Copies the list; refuses none. */
  public TimePlaces {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("A field must give the time of an event.");
    }
  }

  /**
   * The usual places, before which {@code field} counts if it is given. If it is an element that
   * has the time in an attribute, as {@link #TIME_CREATED} does, so do the usual spellings of that.
   */
  public static TimePlaces of(Optional<String> field) {
    return new TimePlaces(
        Stream.concat(field.stream().flatMap(TimePlaces::spellings), USUAL.names.stream())
            .distinct()
            .toList());
  }

  private static Stream<String> spellings(String field) {
    return Stream.concat(
        Stream.of(field),
        USUAL.names.stream()
            .filter(
                name -> name.startsWith(field + ".") || name.startsWith(field + "_attributes.")));
  }

  /**
   * The time of an event in milliseconds since 1970: the earliest value at the first place that has
   * one.
   *
   * @param values gives the scalar values at a dotted path
   */
  public OptionalLong in(Function<String, ? extends List<?>> values) {
    for (String name : names) {
      OptionalLong earliest =
          values.apply(name).stream()
              .map(value -> read(name, value))
              .filter(OptionalLong::isPresent)
              .mapToLong(OptionalLong::getAsLong)
              .min();
      if (earliest.isPresent()) {
        return earliest;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong read(String name, Object value) {
    if (!(value instanceof String || value instanceof Number)) {
      return OptionalLong.empty();
    }
    if (!name.equals(TIMESTAMP)) {
      return WrittenTime.parse(value.toString());
    }
    return value instanceof Number millis
        ? OptionalLong.of(millis.longValue())
        : Timestamps.parse(value.toString());
  }
}

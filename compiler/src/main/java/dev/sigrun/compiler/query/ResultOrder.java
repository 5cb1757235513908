package dev.sigrun.compiler.query;

import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.Reading;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.pattern.VersionOrder;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The order of events that are all at hand: by timestamp, then by tiebreaker, then as they were
 * read. Events without a timestamp come last, events without a tiebreaker after those that have
 * one; numbers come before strings, which are ordered by code point, or as software versions if
 * that is the type of the field. Of several values the smallest counts. Safe for several threads.
 */
public final class ResultOrder {
  private final DateField timestamp;
  private final EventReader reader;
  private final Optional<String> tiebreaker;
  private final boolean tiedByVersions;

  private ResultOrder(
      DateField timestamp,
      EventReader reader,
      Optional<String> tiebreaker,
      boolean tiedByVersions) {
    this.timestamp = timestamp;
    this.reader = reader;
    this.tiebreaker = tiebreaker;
    this.tiedByVersions = tiedByVersions;
  }

  /**
   * The order by two fields.
   *
   * @param timestamp {@code @timestamp} is the time of an event wherever events usually have it
   * @param schema says how dates are written, and what type the tiebreaker has
   */
  public static ResultOrder by(String timestamp, Optional<String> tiebreaker, Schema schema) {
    Fields fields = new Fields();
    DateField time = time(timestamp, schema, fields);
    boolean versions = tiebreaker.filter(t -> hasType(schema, t, FieldType.VERSION)).isPresent();
    return new ResultOrder(time, EventReader.of(fields), tiebreaker, versions);
  }

  private static DateField time(String timestamp, Schema schema, Fields fields) {
    Reading reading = schema.readingOf(timestamp);
    if (hasType(schema, timestamp, FieldType.DATE_NANOS)) {
      return fields.reading(reading).dateNanos(timestamp);
    }
    if (timestamp.equals(TimePlaces.TIMESTAMP) && reading.equals(Reading.PLAIN)) {
      return fields.eventTime(TimePlaces.USUAL);
    }
    return schema.typeOf(timestamp).isPresent()
        ? fields.reading(reading).date(timestamp)
        : fields.eventTime(TimePlaces.of(Optional.of(timestamp)));
  }

  private static boolean hasType(Schema schema, String field, FieldType type) {
    return schema.typeOf(field).equals(Optional.of(type));
  }

  /**
   * The place of an event among others.
   *
   * @param time the timestamp in milliseconds since 1970, or nanoseconds
   * @param millis the timestamp in milliseconds since 1970
   * @param tiebreaker a number or a string
   * @param position how many events were read before
   */
  record Place(OptionalLong time, OptionalLong millis, Optional<Object> tiebreaker, long position)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing((Place place) -> place.time.isEmpty())
            .thenComparingLong(place -> place.time.orElse(0))
            .thenComparing(place -> place.tiebreaker.isEmpty())
            .thenComparing(Place::compareTiebreakers)
            .thenComparingLong(Place::position);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    private static int compareTiebreakers(Place a, Place b) {
      return a.tiebreaker.isEmpty() || b.tiebreaker.isEmpty()
          ? 0
          : compareValues(a.tiebreaker.get(), b.tiebreaker.get());
    }
  }

  /**
   * The time by which an event is ordered, in milliseconds since 1970; empty if it has none.
   *
   * @throws EventFormatException if the text is not an event
   */
  public OptionalLong timeOf(byte[] json) throws EventFormatException {
    return timestamp.earliest(reader.read(json));
  }

  /**
   * The place of an event.
   *
   * @param json an event that can be read
   * @param position how many events were read before
   */
  Place of(byte[] json, long position) throws EventFormatException {
    Event event = reader.read(json);
    OptionalLong time = timestamp.values(event).stream().mapToLong(Long::longValue).min();
    OptionalLong millis = timestamp.earliest(event);
    Optional<Object> smallest =
        tiebreaker.map(name -> EventTree.of(json).values(name)).orElse(List.of()).stream()
            .map(value -> value instanceof Number ? value : text(value))
            .min(ResultOrder::compareValues);
    return new Place(time, millis, smallest, position);
  }

  private Object text(Object value) {
    String text = String.valueOf(value);
    return tiedByVersions ? VersionOrder.sortKey(text) : text;
  }

  /** Numbers before strings; strings by code point. */
  private static int compareValues(Object a, Object b) {
    if (a instanceof Number && b instanceof Number) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    }
    if (a instanceof Number || b instanceof Number) {
      return a instanceof Number ? -1 : 1;
    }
    return compareCodePoints((String) a, (String) b);
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean surrogates = Character.isSurrogate(left) != Character.isSurrogate(right);
        // Surrogates encode code points above all others, but are not the highest units.
        return surrogates ? (Character.isSurrogate(left) ? 1 : -1) : Character.compare(left, right);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}

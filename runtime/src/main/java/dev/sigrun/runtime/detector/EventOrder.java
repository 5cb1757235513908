package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.pattern.VersionOrder;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The place of an event in the order of events: by timestamp, then by tiebreaker, a present one
 * before a missing one and each in the natural order of its type, then by sequence.
 *
 * @param timestamp milliseconds since 1970
 * @param tiebreaker a {@link Long}, {@link BigInteger}, {@link Double}, {@link String} or {@link
 *     IpAddress}; null if the event has none
 * @param sequence a number of the event's own, by which events are ordered that agree in all else:
 *     that of its arrival in an engine, or one made of partition and offset where events come from
 *     several partitions, so that a replay orders them in the same way
 */
public record EventOrder(long timestamp, @Nullable Object tiebreaker, long sequence)
    implements Comparable<EventOrder> {
  /**
   * The place of an event among those that {@code detector} sees; empty if the event has none of
   * the fields that give its time.
   *
   * @param timestamp gives the time where the detector names no field of its own, see {@link
   *     Detector#timestampFields}
   */
  public static Optional<EventOrder> of(
      Event event, Detector<?> detector, DateField timestamp, long sequence) {
    List<DateField> fields = detector.timestampFields();
    OptionalLong time = timeOf(event, fields.isEmpty() ? List.of(timestamp) : fields);
    return time.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EventOrder(time.getAsLong(), null, sequence)
                .withTiebreaker(detector.tiebreakerField(), event));
  }

  /** The time of {@code event}: the earliest of the first of {@code fields} that it has. */
  public static OptionalLong timeOf(Event event, List<DateField> fields) {
    for (DateField field : fields) {
      OptionalLong time = field.earliest(event);
      if (time.isPresent()) {
        return time;
      }
    }
    return OptionalLong.empty();
  }

  /** The same with the first value that {@code event} has in {@code field}, if it has one. */
  public EventOrder withTiebreaker(Optional<Field> field, Event event) {
    if (field.isEmpty()) {
      return this;
    }
    Object value = tiebreaker(field.get(), event);
    return value == null ? this : new EventOrder(timestamp, value, sequence);
  }

  private static @Nullable Object tiebreaker(Field field, Event event) {
    List<?> values = List.of();
    if (field instanceof NumberField number) {
      values = number.values(event);
    } else if (field instanceof KeywordField keyword) {
      // Versions count by a text that sorts as they do.
      values =
          keyword.holdsVersions()
              ? keyword.values(event).stream().map(VersionOrder::sortKey).toList()
              : keyword.values(event);
    } else if (field instanceof DateField date) {
      values = date.values(event);
    } else if (field instanceof IpField ip) {
      values = ip.values(event).stream().map(text -> IpAddress.parse(text).orElseThrow()).toList();
    } else if (field instanceof BooleanField bool) {
      values = bool.values(event);
    }
    if (values.isEmpty()) {
      return null;
    }
    Object first = values.get(0);
    if (first instanceof BigInteger || first instanceof IpAddress) {
      return first;
    }
    if (first instanceof Double || first instanceof Float) {
      return ((Number) first).doubleValue();
    }
    return first instanceof Number number ? (Object) number.longValue() : first.toString();
  }

  @Override
  public int compareTo(EventOrder other) {
    int byTime = Long.compare(timestamp, other.timestamp);
    if (byTime != 0) {
      return byTime;
    }
    int byTiebreaker = compareTiebreakers(tiebreaker, other.tiebreaker);
    return byTiebreaker != 0 ? byTiebreaker : Long.compare(sequence, other.sequence);
  }

  private static int compareTiebreakers(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right ? 0 : left == null ? 1 : -1;
    }
    return KeyOrder.compareValues(left, right);
  }
}

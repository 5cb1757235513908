package dev.sigrun.runtime.event;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.address.IpRange;
import dev.sigrun.runtime.event.IntervalReading.Interval;
import dev.sigrun.runtime.number.NumberRange;
import dev.sigrun.runtime.time.DateRange;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A field whose values are ranges, such as <code>{"gte": 1, "lt": 5}</code>. Tests are true when
 * some value has at least one number, instant or address in common with the range that is asked
 * for; to contain a single value is to have it in common.
 */
public final class RangeField extends Field {
  private final Type type;

  /** Between what the ranges lie. */
  public enum Type {
    /** 32-bit integers. */
    INTEGER,
    /** 64-bit integers. */
    LONG,
    /** Single-precision decimals. */
    FLOAT,
    /** Double-precision decimals. */
    DOUBLE,
    /** Instants, to the millisecond. */
    DATE,
    /** Addresses; events may also hold blocks such as {@code 10.0.0.0/8}. */
    IP
  }

  RangeField(String name, int slot, Reading reading, Type type) {
    super(name, slot, reading);
    this.type = type;
  }

  /** Between what the ranges lie. */
  public Type type() {
    return type;
  }

  /** Whether some value, a range of numbers, intersects {@code range}. */
  public boolean inRange(Event event, NumberRange range) {
    return any(event, i -> range.intersects((Number) i.least(), (Number) i.greatest()));
  }

  /** Whether some value, a range of instants, intersects {@code range} at {@link Event#now()}. */
  public boolean inRange(Event event, DateRange range) {
    return any(event, i -> range.intersects((Long) i.least(), (Long) i.greatest(), event.now()));
  }

  /** Whether some value, a range of addresses, intersects {@code range}. */
  public boolean inRange(Event event, IpRange range) {
    return any(event, i -> range.intersects((IpAddress) i.least(), (IpAddress) i.greatest()));
  }

  private boolean any(Event event, Predicate<Interval> test) {
    Object values = event.slot(slot());
    if (values instanceof Interval single) {
      return test.test(single);
    }
    return values != null && Arrays.stream((Interval[]) values).anyMatch(test);
  }

  /** All values as text such as {@code [1, 5]}, both ends included; {@code *} for a missing one. */
  @Override
  public List<String> values(Event event) {
    return intervals(event).stream().map(Interval::toString).toList();
  }

  /**
   * The first and the last address of each value, if this is a field of ranges of addresses.
   *
   * @throws IllegalStateException if it has other ranges
   */
  public List<IpBlocks.Block> addresses(Event event) {
    if (type != Type.IP) {
      throw new IllegalStateException("The field " + this + " has no addresses.");
    }
    return intervals(event).stream()
        .map(
            i ->
                new IpBlocks.Block(
                    i.least() == null ? IpAddress.FIRST : (IpAddress) i.least(),
                    i.greatest() == null ? IpAddress.LAST : (IpAddress) i.greatest()))
        .toList();
  }

  /** All values, in the order of the event. */
  private List<Interval> intervals(Event event) {
    @Nullable Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof Interval single ? List.of(single) : List.of((Interval[]) values);
  }
}

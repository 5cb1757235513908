package dev.sigrun.runtime.detector;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A remembered event: its position in order, its source and its content. Equal when it is the same
 * event of the same source.
 */
public final class EventRecord {
  private static final byte[] NO_JSON = {};

  private final EventOrder order;
  private final String source;
  private final long line;
  private final byte[] json;

  /** Whether the event says when it happened; otherwise its place is that of its arrival. */
  private final boolean hasTime;

  /**
   * A record of one event.
   *
   * @param source the name of the input, a file for instance
   * @param line its line there, from 1; 0 if the input has no lines
   * @param json the event as it was read; not copied, so it must not change any more
   */
  public EventRecord(EventOrder order, String source, long line, byte[] json) {
    this(order, source, line, json, true);
  }

  private EventRecord(EventOrder order, String source, long line, byte[] json, boolean hasTime) {
    this.order = order;
    this.source = source;
    this.line = line;
    this.json = json;
    this.hasTime = hasTime;
  }

  /** The same for an event that does not say when it happened, so that its order is a guess. */
  public EventRecord withoutTime() {
    return new EventRecord(order, source, line, json, false);
  }

  /** Its place in the order of events. */
  public EventOrder order() {
    return order;
  }

  /** The time of the event, in milliseconds since 1970; empty if it has none. */
  public OptionalLong time() {
    return hasTime ? OptionalLong.of(order.timestamp()) : OptionalLong.empty();
  }

  /** Its time in milliseconds since 1970, or that of its arrival if it has none. */
  public long timestamp() {
    return order.timestamp();
  }

  /** The name of its input. */
  public String source() {
    return source;
  }

  /** Its line in the input, from 1; 0 if the input has no lines. */
  public long line() {
    return line;
  }

  /** The event as it was read. Must not be changed. */
  public byte[] json() {
    return json;
  }

  /** The same without what the event holds, for detectors that do not show it. */
  public EventRecord withoutJson() {
    return json.length == 0 ? this : new EventRecord(order, source, line, NO_JSON, hasTime);
  }

  /** The same at another place in order. */
  public EventRecord at(EventOrder other) {
    return other.equals(order) ? this : new EventRecord(other, source, line, json, hasTime);
  }

  /** About how many bytes it keeps from being freed. */
  public long weight() {
    return 150L + json.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventRecord that
        && order.equals(that.order)
        && source.equals(that.source)
        && line == that.line
        && Arrays.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return order.hashCode() * 31 + Long.hashCode(line);
  }

  @Override
  public String toString() {
    return source + ":" + line;
  }
}

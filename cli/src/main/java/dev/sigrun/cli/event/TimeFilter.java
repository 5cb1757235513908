package dev.sigrun.cli.event;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.runtime.event.EventFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the events of a part of the time, and counts those that it leaves out. Safe for several
 * threads.
 */
public final class TimeFilter {
  private final TimeRange range;
  private final EventTime time;
  private final LongAdder before = new LongAdder();
  private final LongAdder after = new LongAdder();
  private final LongAdder timeless = new LongAdder();

  /**
   * A filter that has not seen an event.
   *
   * @param time when events happened; not asked if {@code range} is all of the time
   */
  public TimeFilter(TimeRange range, EventTime time) {
    this.range = range;
    this.time = time;
  }

  /** Keeps all events. */
  public static TimeFilter all() {
    return new TimeFilter(TimeRange.ALL, json -> OptionalLong.empty());
  }

  /**
   * Whether an event is in the range. A text that is not an event is kept, for whoever reads it to
   * report; an event without a time is not, because nobody knows whether it is in the range.
   */
  public boolean keeps(EventLine line) {
    if (range.isAll()) {
      return true;
    }
    OptionalLong millis;
    try {
      millis = time.of(line.bytes());
    } catch (EventFormatException e) {
      return true;
    }
    if (millis.isEmpty()) {
      timeless.increment();
      return false;
    }
    Instant instant = Instant.ofEpochMilli(millis.getAsLong());
    if (range.beginsAfter(instant)) {
      before.increment();
      return false;
    }
    if (range.endsBy(instant)) {
      after.increment();
      return false;
    }
    return true;
  }

  /** How many events were left out. */
  public long leftOut() {
    return before.sum() + after.sum() + timeless.sum();
  }

  /** A sentence about the events that were left out; empty if there are none. */
  public Optional<String> about() {
    long all = leftOut();
    if (all == 0) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    range.from().ifPresent(from -> add(before.sum(), "before " + from, parts));
    range.to().ifPresent(to -> add(after.sum(), "not before " + to, parts));
    add(timeless.sum(), "without a readable time", parts);
    return Optional.of(
        Counts.of(all, "event")
            + (all == 1 ? " was" : " were")
            + " left out: "
            + String.join(", ", parts)
            + ".");
  }

  private static void add(long count, String what, List<String> parts) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}

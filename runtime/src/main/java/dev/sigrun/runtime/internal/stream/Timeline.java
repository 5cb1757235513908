package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.HeldEvents.Held;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Time according to certain fields of events. Orders events and wakes detectors.
 *
 * <p>The {@linkplain EventClock clock} is the greatest time that counts so far. The watermark
 * follows it at the distance of the allowed lateness: all events at or before it have been
 * processed, and later ones wait in the reorder buffer.
 *
 * <p>An event that is too far ahead to move the clock is held until the clock is close enough, or
 * until the stream itself has moved; one ahead of the wall clock until the end of a batch.
 */
public final class Timeline {
  /** Before all times. */
  public static final long NO_TIME = EventClock.NO_TIME;

  /** Later than all times. */
  public static final long END_OF_TIME = Detector.END_OF_TIME;

  private final List<DateField> fields;
  private final TimeLimits limits;
  private final Losses losses;
  private final Timers timers = new Timers();
  private final ReorderBuffer buffer = new ReorderBuffer();
  private final HeldEvents held = new HeldEvents();
  private final EventClock clock;
  private long watermark = NO_TIME;

  /** The arrival of the last event that was not ahead. */
  private long lastInTime = -1;

  /** The classification of an event when it arrived. */
  public enum Arrival {
    IN_TIME,
    LATE,
    AHEAD
  }

  /** Reads one event that waited. */
  @FunctionalInterface
  public interface WaitingReader {
    /** Reads what {@link Waiting#write} wrote; empty for an event that is no longer needed. */
    Optional<Waiting> read(SnapshotInput in) throws IOException;
  }

  public Timeline(List<DateField> fields, TimeLimits limits, Losses losses) {
    this.fields = List.copyOf(fields);
    this.limits = limits;
    this.losses = losses;
    this.clock = new EventClock(limits.maxJump(), limits.wallClock());
  }

  /** The name that timelines of the same fields share. */
  public static String name(List<DateField> fields) {
    return fields.stream().map(Field::name).collect(Collectors.joining(","));
  }

  public String name() {
    return name(fields);
  }

  public Timers timers() {
    return timers;
  }

  /** The greatest time that counts so far; {@link #NO_TIME} before the first event. */
  public long clock() {
    return clock.time();
  }

  public long watermark() {
    return watermark;
  }

  /** Accepts an event and what detectors want of it, which may be nothing. */
  public Arrival arrive(long time, long arrival, List<? extends Waiting> wanted) {
    if (time <= watermark) {
      clock.noteInTime();
      lastInTime = arrival;
      return Arrival.LATE;
    }
    if (clock.isAhead(time)) {
      hold(new Held(time, arrival, List.copyOf(wanted)));
      if (clock.noteAhead() && !held.isEmpty()) {
        jump();
      }
      return Arrival.AHEAD;
    }
    clock.noteInTime();
    lastInTime = arrival;
    buffer(wanted);
    moveClock(time);
    return Arrival.IN_TIME;
  }

  /** Goes on as if an event of {@code time} had come. */
  public void advanceTo(long time) {
    if (time > clock.time()) {
      moveClock(time);
    }
  }

  /** Goes on as if {@code millis} had passed since the last event, if there was one. */
  public void advanceBy(long millis) {
    if (clock.time() != NO_TIME) {
      advanceTo(Math.min(clock.time() + millis, END_OF_TIME));
    }
  }

  /**
   * Processes all events that arrived, apart from those held for good reason. Further events of the
   * newest time are not late.
   */
  public void flush() {
    long limit = clock.latestCredible();
    List<Held> trailing =
        held.all().stream()
            .filter(each -> each.arrival() > lastInTime && each.time() <= limit)
            .toList();
    trailing.forEach(this::admit);
    if (clock.time() != NO_TIME) {
      drain(clock.time() - 1);
      while (!buffer.isEmpty()) {
        buffer.remove().accept();
      }
    }
  }

  /** Processes all that arrived, however far ahead it may be. */
  public void processAll() {
    while (!held.isEmpty()) {
      admit(held.first());
    }
    drain(clock.time());
  }

  /** Wakes all detectors of some rules, because no event will come any more. */
  public void wakeAtEnd(IntPredicate rules) {
    timers.fireAll(END_OF_TIME, rules);
  }

  /** Lets time go to its end, when all have been woken. */
  public void end() {
    clock.advanceTo(END_OF_TIME);
    watermark = END_OF_TIME;
  }

  /** A time as it is, or the clock's in place of one that is too far ahead. */
  public long credible(long time) {
    return clock.credible(time);
  }

  /** The stream has moved: goes to the earliest held time. */
  private void jump() {
    Held first = held.first();
    if (first.time() <= clock.latestCredible()) {
      clock.follow(first.time());
      moveClock(first.time());
    }
  }

  private void moveClock(long time) {
    clock.advanceTo(time);
    // Held events go first into the buffer: the watermark must not overtake them.
    while (!held.isEmpty() && !clock.isAhead(held.first().time())) {
      admit(held.first());
    }
    drain(clock.time() - limits.lateness() - 1);
  }

  private void hold(Held event) {
    held.add(event);
    while (held.size() > HeldEvents.MAX_HELD || (isFull() && !held.isEmpty())) {
      drop(held.last());
    }
  }

  private boolean isFull() {
    return buffer.bytes() + held.bytes() > limits.maxBytes();
  }

  private void admit(Held event) {
    held.remove(event);
    buffer(event.wanted());
    clock.advanceTo(event.time());
  }

  private void buffer(List<? extends Waiting> wanted) {
    for (Waiting each : wanted) {
      if (each.order().timestamp() > watermark) {
        buffer.add(each);
      } else {
        each.tooLate();
      }
    }
    while (buffer.size() > limits.maxEvents() || (isFull() && !buffer.isEmpty())) {
      Waiting next = buffer.peek();
      if (next != null && (held.isEmpty() || buffer.size() > limits.maxEvents())) {
        losses.forced++;
        drain(next.order().timestamp());
      } else {
        drop(held.last());
      }
    }
  }

  private void drop(Held event) {
    held.remove(event);
    losses.dropped += event.wanted().isEmpty() ? 0 : 1;
  }

  /** Processes everything up to {@code time}, and wakes who is to be woken by then. */
  private void drain(long time) {
    watermark = Math.max(watermark, time);
    while (true) {
      Waiting next = buffer.peek();
      long wakeAt = timers.next();
      long nextTime = next == null ? Long.MAX_VALUE : next.order().timestamp();
      if (next != null && nextTime <= watermark && nextTime <= wakeAt) {
        buffer.remove().accept();
      } else if (wakeAt <= watermark && wakeAt != Timers.NEVER) {
        timers.fireNext();
      } else {
        return;
      }
    }
  }

  /** Writes times and events for a snapshot. */
  public void write(DataOutput out) throws IOException {
    EventClock.State time = clock.state();
    Binary.writeSigned(time.time(), out);
    Binary.writeSigned(watermark, out);
    Binary.writeSigned(time.judged(), out);
    Binary.writeSigned(time.ahead(), out);
    Binary.writeSigned(lastInTime, out);
    writeAll(buffer.inTurn(), out);
    Binary.writeUnsigned(held.size(), out);
    for (Held each : held.all()) {
      Binary.writeSigned(each.time(), out);
      Binary.writeSigned(each.arrival(), out);
      writeAll(each.wanted(), out);
    }
  }

  /**
   * Reads what {@link #write} wrote. May be called several times, for timelines that have seen the
   * same times: their events are then all here.
   */
  public void read(SnapshotInput in, WaitingReader reader) throws IOException {
    long readClock = in.readLong();
    long readWatermark = in.readLong();
    if (readWatermark > readClock) {
      throw new IOException("The snapshot contains impossible times.");
    }
    watermark = Math.max(watermark, readWatermark);
    try {
      clock.restore(new EventClock.State(readClock, in.readInt(), in.readInt()));
    } catch (IllegalArgumentException e) {
      throw new IOException("The snapshot contains impossible counts of events.", e);
    }
    lastInTime = Math.max(lastInTime, in.readLong());
    readAll(in, reader).forEach(buffer::add);
    int size = in.readCount();
    for (int i = 0; i < size; i++) {
      long time = in.readLong();
      held.add(new Held(time, in.readLong(), readAll(in, reader)));
    }
  }

  private static void writeAll(List<Waiting> all, DataOutput out) throws IOException {
    Binary.writeUnsigned(all.size(), out);
    for (Waiting each : all) {
      each.write(out);
    }
  }

  private static List<Waiting> readAll(SnapshotInput in, WaitingReader reader) throws IOException {
    int size = in.readCount();
    List<Waiting> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      reader.read(in).ifPresent(all::add);
    }
    return all;
  }
}

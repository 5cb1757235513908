package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Time according to certain fields of events. Orders events and wakes detectors.
 *
 * <p>The clock is the greatest time that counts so far. The watermark follows behind it at the
 * distance of the allowed lateness: all events at or before it have been processed, and later ones
 * wait in the reorder buffer.
 *
 * <p>An event that is further ahead of the clock than the longest jump is not trusted to move it,
 * for it may come from a machine whose clock is wrong. It is held until the clock is close enough,
 * or until most recent events are ahead, which means that the stream itself has moved. Times that
 * lie further ahead of the wall clock than the longest jump never count, however many there are;
 * only the end of a batch lets them pass.
 */
final class Timeline {
  /** Before all times. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** Behind all times. */
  static final long END_OF_TIME = Detector.END_OF_TIME;

  /** How many events must have come before most of them can be ahead. */
  private static final int FEWEST_TO_JUDGE = 100;

  /** How many events count for the judgement: older ones count half, a quarter and so on. */
  private static final int MOST_TO_JUDGE = 200;

  private static final int MAX_HELD = 10_000;

  private final List<DateField> fields;
  private final Settings settings;
  private final Tally tally;
  private final Timers timers = new Timers();
  private final PriorityQueue<Pending> buffer = new PriorityQueue<>(Pending.BY_TURN);
  private final TreeSet<Held> held = new TreeSet<>();
  private long clock = NO_TIME;
  private long watermark = NO_TIME;
  private long bufferedBytes;

  /** How many events arrived recently, and how many of them were ahead. */
  private int judged;

  private int judgedAhead;

  /** The arrival of the last event that was not ahead. */
  private long lastInTime = -1;

  /** How an event was classified when it arrived. */
  enum Arrival {
    IN_TIME,
    LATE,
    AHEAD
  }

  /** An event that is ahead, with what detectors want of it, which may be nothing. */
  private record Held(long time, long arrival, List<Pending> pending) implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }
  }

  Timeline(List<DateField> fields, Settings settings, Tally tally) {
    this.fields = List.copyOf(fields);
    this.settings = settings;
    this.tally = tally;
  }

  /** The name that timelines of the same fields share. */
  static String name(List<DateField> fields) {
    return fields.stream().map(Field::name).collect(Collectors.joining(","));
  }

  String name() {
    return name(fields);
  }

  Timers timers() {
    return timers;
  }

  /** The greatest time that counts so far; {@link #NO_TIME} before the first event. */
  long clock() {
    return clock;
  }

  long watermark() {
    return watermark;
  }

  /** The time of {@code event}: the earliest of the first field that it has. */
  OptionalLong timeOf(Event event) {
    return timeOf(event, fields);
  }

  /** The time of {@code event}: the earliest of the first of {@code fields} that it has. */
  static OptionalLong timeOf(Event event, List<DateField> fields) {
    for (DateField field : fields) {
      OptionalLong time = field.earliest(event);
      if (time.isPresent()) {
        return time;
      }
    }
    return OptionalLong.empty();
  }

  /** Accepts an event and what detectors want of it, which may be nothing. */
  Arrival arrive(long time, long arrival, List<Pending> pending) {
    judged++;
    if (time <= watermark) {
      lastInTime = arrival;
      return Arrival.LATE;
    }
    if (isAhead(time)) {
      judgedAhead++;
      hold(new Held(time, arrival, pending));
      if (isMostAhead() && !held.isEmpty()) {
        jump();
      }
      forgetOldJudgements();
      return Arrival.AHEAD;
    }
    forgetOldJudgements();
    lastInTime = arrival;
    buffer(pending);
    moveClock(time);
    return Arrival.IN_TIME;
  }

  /** Goes on as if an event of {@code time} had come. */
  void advanceTo(long time) {
    if (time > clock) {
      moveClock(time);
    }
  }

  /** Goes on as if {@code millis} had passed since the last event, if there was one. */
  void advanceBy(long millis) {
    if (clock != NO_TIME) {
      advanceTo(Math.min(clock + millis, END_OF_TIME));
    }
  }

  /**
   * Processes all that arrived, apart from what is held for good reason. Further events of the
   * newest time are not late.
   */
  void flush() {
    long limit = latestCredible();
    List<Held> trailing =
        held.stream().filter(each -> each.arrival > lastInTime && each.time <= limit).toList();
    for (Held each : trailing) {
      admit(each);
    }
    if (clock != NO_TIME) {
      drain(clock - 1);
      while (!buffer.isEmpty()) {
        process(buffer.remove());
      }
    }
  }

  /** Processes all that arrived and lets time go to its end. */
  void finish() {
    while (!held.isEmpty()) {
      admit(held.first());
    }
    drain(clock);
    timers.fireAll(END_OF_TIME);
    clock = END_OF_TIME;
    watermark = END_OF_TIME;
  }

  private boolean isAhead(long time) {
    return time > latestCredible() || (clock != NO_TIME && time > clock + settings.maxJump());
  }

  /** A time as it is, or the clock's in place of one that is too far ahead. */
  long credible(long time) {
    if (!isAhead(time)) {
      return time;
    }
    return clock == NO_TIME ? settings.wallClock().getAsLong() : clock;
  }

  private long latestCredible() {
    return settings.wallClock().getAsLong() + settings.maxJump();
  }

  private boolean isMostAhead() {
    return judged >= FEWEST_TO_JUDGE && judgedAhead * 2 > judged;
  }

  private void forgetOldJudgements() {
    if (judged >= MOST_TO_JUDGE) {
      judged /= 2;
      judgedAhead /= 2;
    }
  }

  /** The stream has moved: goes to the earliest held time. */
  private void jump() {
    Held first = held.first();
    if (first.time <= latestCredible()) {
      judged = 0;
      judgedAhead = 0;
      moveClock(first.time);
    }
  }

  private void moveClock(long time) {
    clock = Math.max(clock, time);
    // Held events go first into the buffer: the watermark must not overtake them.
    while (!held.isEmpty() && !isAhead(held.first().time)) {
      admit(held.first());
    }
    drain(clock - settings.lateness() - 1);
  }

  private void hold(Held event) {
    held.add(event);
    bufferedBytes += bytes(event);
    while (held.size() > MAX_HELD
        || (bufferedBytes > settings.maxBufferedBytes() && !held.isEmpty())) {
      drop(held.last());
    }
  }

  private void admit(Held event) {
    unhold(event);
    buffer(event.pending);
    clock = Math.max(clock, event.time);
  }

  private void unhold(Held event) {
    held.remove(event);
    bufferedBytes -= bytes(event);
  }

  private static long bytes(Held event) {
    return 100 + event.pending.stream().mapToLong(Pending::bytes).sum();
  }

  private void buffer(List<Pending> pending) {
    for (Pending each : pending) {
      if (each.time() > watermark) {
        restore(each);
      } else {
        each.run().tooLate(1);
      }
    }
    while (buffer.size() > settings.maxBufferedEvents()
        || (bufferedBytes > settings.maxBufferedBytes() && !buffer.isEmpty())) {
      if (held.isEmpty() || buffer.size() > settings.maxBufferedEvents()) {
        tally.forced++;
        drain(buffer.element().time());
      } else {
        drop(held.last());
      }
    }
  }

  private void drop(Held event) {
    unhold(event);
    tally.dropped += event.pending.isEmpty() ? 0 : 1;
  }

  /** Processes everything up to {@code time}, and wakes who is to be woken by then. */
  private void drain(long time) {
    watermark = Math.max(watermark, time);
    while (true) {
      Pending next = buffer.peek();
      long wakeAt = timers.next();
      if (next != null && next.time() <= watermark && next.time() <= wakeAt) {
        process(buffer.remove());
      } else if (wakeAt <= watermark) {
        timers.fireNext();
      } else {
        return;
      }
    }
  }

  private void process(Pending pending) {
    bufferedBytes -= pending.bytes();
    pending.accept();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(clock);
    out.writeLong(watermark);
    out.writeInt(judged);
    out.writeInt(judgedAhead);
    out.writeLong(lastInTime);
    List<Pending> inTurn = new ArrayList<>(buffer);
    inTurn.sort(Pending.BY_TURN);
    writeAll(inTurn, out);
    out.writeInt(held.size());
    for (Held each : held) {
      out.writeLong(each.time);
      out.writeLong(each.arrival);
      writeAll(each.pending, out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param runs gives a rule by its number in the snapshot; null for a rule whose events are
   *     dropped
   */
  void read(DataInputStream in, IntFunction<@Nullable DetectorRun<?>> runs) throws IOException {
    clock = in.readLong();
    watermark = in.readLong();
    judged = in.readInt();
    judgedAhead = in.readInt();
    lastInTime = in.readLong();
    if (judged < 0 || judged > MOST_TO_JUDGE || judgedAhead < 0 || watermark > clock) {
      throw new SnapshotException("The snapshot contains impossible times.");
    }
    readAll(in, runs).forEach(this::restore);
    int size = Wire.readCount(in);
    for (int i = 0; i < size; i++) {
      Held each = new Held(in.readLong(), in.readLong(), readAll(in, runs));
      held.add(each);
      bufferedBytes += bytes(each);
    }
  }

  private void restore(Pending pending) {
    buffer.add(pending);
    bufferedBytes += pending.bytes();
  }

  private static void writeAll(List<Pending> all, DataOutputStream out) throws IOException {
    out.writeInt(all.size());
    for (Pending each : all) {
      Wire.writePending(each, out);
    }
  }

  private static List<Pending> readAll(
      DataInputStream in, IntFunction<@Nullable DetectorRun<?>> runs) throws IOException {
    int size = Wire.readCount(in);
    List<Pending> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Wire.readPending(in, runs).ifPresent(all::add);
    }
    return all;
  }
}

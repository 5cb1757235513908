package dev.sigrun.runtime.internal.detector;

import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a time window, oldest first, without their content: only their times and sources.
 * Immutable; adding and dropping take constant time on average, because the older part is linked
 * from the oldest and the newer part from the newest event.
 */
public final class EventQueue {
  /** The one without events. */
  public static final EventQueue EMPTY = new EventQueue(null, null, 0, 0, 0);

  private static final byte[] NO_JSON = {};

  private final @Nullable Link older;
  private final @Nullable Link newer;
  private final int size;
  private final long firstTime;
  private final long lastTime;

  /** One event and its neighbour; flat, because there are many. */
  private record Link(
      long time,
      long arrival,
      long line,
      String source,
      @Nullable Object tiebreaker,
      @Nullable Link next) {
    Link before(@Nullable Link other) {
      return new Link(time, arrival, line, source, tiebreaker, other);
    }

    EventRecord event() {
      return new EventRecord(new EventOrder(time, tiebreaker, arrival), source, line, NO_JSON);
    }
  }

  private EventQueue(
      @Nullable Link older, @Nullable Link newer, int size, long firstTime, long lastTime) {
    this.older = older;
    this.newer = newer;
    this.size = size;
    this.firstTime = firstTime;
    this.lastTime = lastTime;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The time of the oldest event; of no meaning when there is none. */
  public long firstTime() {
    return firstTime;
  }

  /** The time of the newest event; of no meaning when there is none. */
  public long lastTime() {
    return lastTime;
  }

  /** The same with {@code event} after all others. */
  public EventQueue plus(EventRecord event) {
    Link link =
        new Link(
            event.timestamp(),
            event.order().sequence(),
            event.line(),
            event.source(),
            event.order().tiebreaker(),
            newer);
    return withNewest(link);
  }

  /** The same without the events before {@code time}. */
  public EventQueue since(long time) {
    EventQueue queue = this;
    while (!queue.isEmpty() && queue.firstTime < time) {
      queue = queue.withoutFirst();
    }
    return queue;
  }

  /** The same without the oldest events, so that {@code most} are left. */
  public EventQueue newest(int most) {
    EventQueue queue = this;
    while (queue.size > most) {
      queue = queue.withoutFirst();
    }
    return queue;
  }

  /** The events, oldest first. */
  public List<EventRecord> events() {
    List<EventRecord> events = new ArrayList<>(size);
    for (Link link : links()) {
      events.add(link.event());
    }
    return events;
  }

  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(size, out);
    long time = 0;
    long arrival = 0;
    long line = 0;
    String source = "";
    for (Link link : links()) {
      Binary.writeSigned(link.time - time, out);
      Binary.writeSigned(link.arrival - arrival, out);
      Binary.writeSigned(link.line - line, out);
      boolean sameSource = link.source.equals(source);
      out.writeBoolean(sameSource);
      if (!sameSource) {
        Binary.writeText(link.source, out);
      }
      Values.write(link.tiebreaker, out);
      time = link.time;
      arrival = link.arrival;
      line = link.line;
      source = link.source;
    }
  }

  public static EventQueue read(DataInput in) throws IOException {
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    EventQueue queue = EMPTY;
    long time = 0;
    long arrival = 0;
    long line = 0;
    String source = "";
    for (int i = 0; i < size; i++) {
      time += Binary.readSigned(in);
      arrival += Binary.readSigned(in);
      line += Binary.readSigned(in);
      if (!in.readBoolean()) {
        source = Binary.readText(in);
      }
      queue = queue.plus(new Link(time, arrival, line, source, Values.readScalar(in), null));
    }
    return queue;
  }

  private EventQueue plus(Link link) {
    return withNewest(link.before(newer));
  }

  private EventQueue withNewest(Link link) {
    return new EventQueue(older, link, size + 1, size == 0 ? link.time : firstTime, link.time);
  }

  private EventQueue withoutFirst() {
    if (size == 1) {
      return EMPTY;
    }
    Link first = older == null ? reversed(newer) : older;
    Link rest = first == null ? null : first.next;
    Link left = older == null ? null : newer;
    if (rest == null) {
      rest = reversed(left);
      left = null;
    }
    return new EventQueue(rest, left, size - 1, rest == null ? 0 : rest.time, lastTime);
  }

  private static @Nullable Link reversed(@Nullable Link links) {
    Link reversed = null;
    for (Link link = links; link != null; link = link.next) {
      reversed = link.before(reversed);
    }
    return reversed;
  }

  private Iterable<Link> links() {
    Deque<Link> links = new ArrayDeque<>(size);
    for (Link link = newer; link != null; link = link.next) {
      links.addFirst(link);
    }
    Deque<Link> front = new ArrayDeque<>();
    for (Link link = older; link != null; link = link.next) {
      front.addLast(link);
    }
    front.addAll(links);
    return front;
  }
}

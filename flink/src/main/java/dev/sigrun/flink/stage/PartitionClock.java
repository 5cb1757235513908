package dev.sigrun.flink.stage;

import dev.sigrun.flink.wire.ClockEntry;
import dev.sigrun.runtime.detector.EventClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** The time of one partition on one timeline, and of its events that are too far ahead of it. */
final class PartitionClock {
  /** How many events that are far ahead may wait for their time. */
  static final int MAX_AHEAD = 10_000;

  private final EventClock clock;

  /** How many events of each time are ahead. */
  private final TreeMap<Long, Integer> ahead = new TreeMap<>();

  private int aheadCount;

  /** When the partition was last known to speak, by the wall clock. */
  private long heardAt;

  /** Whether it has been heard of since then. */
  private boolean isHeard;

  /** The outcome for an event. */
  enum Arrival {
    IN_TIME,
    AHEAD,
    DROPPED
  }

  PartitionClock(TimeSettings settings, long now) {
    this.clock = new EventClock(settings.maxJump().toMillis(), System::currentTimeMillis);
    this.heardAt = now;
  }

  /** The time of the clock; {@link EventClock#NO_TIME} if no event has moved it. */
  long time() {
    return clock.time();
  }

  /** Judges an event of {@code time} that is not late, and moves the clock. */
  Arrival arrive(long time) {
    if (!clock.isAhead(time)) {
      clock.noteInTime();
      moveTo(time);
      return Arrival.IN_TIME;
    }
    boolean isFull = aheadCount >= MAX_AHEAD;
    if (!isFull) {
      add(time);
    }
    if (clock.noteAhead() && !ahead.isEmpty() && ahead.firstKey() <= clock.latestCredible()) {
      clock.follow(ahead.firstKey());
      moveTo(ahead.firstKey());
    }
    return isFull ? Arrival.DROPPED : Arrival.AHEAD;
  }

  /** Counts an event that is late. */
  void noteLate() {
    clock.noteInTime();
  }

  private void add(long time) {
    ahead.merge(time, 1, Integer::sum);
    aheadCount++;
  }

  private void moveTo(long time) {
    clock.advanceTo(time);
    while (!ahead.isEmpty() && !clock.isAhead(ahead.firstKey())) {
      var first = ahead.pollFirstEntry();
      aheadCount -= first.getValue();
      clock.advanceTo(first.getKey());
    }
  }

  /** Notes that something is heard of the partition, whenever that is: clocks are slow to read. */
  void hear() {
    isHeard = true;
  }

  /** Looks at the wall clock: what was heard since the last look is as old as this one. */
  void lookAt(long now) {
    if (isHeard) {
      heardAt = now;
      isHeard = false;
    }
  }

  /** Forgets that time passed while nothing could be heard, because the job itself was busy. */
  void excuse(long millis) {
    heardAt += millis;
  }

  /** Whether it has been silent for so long. */
  boolean isSilentSince(long now, long idle) {
    return idle > 0 && !isHeard && now - heardAt >= idle;
  }

  ClockEntry entry(String source) {
    List<Long> times = new ArrayList<>(aheadCount);
    ahead.forEach((time, count) -> times.addAll(Collections.nCopies(count, time)));
    return new ClockEntry(source, clock.state(), times);
  }

  void restore(ClockEntry entry) {
    clock.restore(entry.clock());
    entry.ahead().forEach(this::add);
  }
}

package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All rows of a window, and what was detected among them. */
public final class StagedState {
  static final StagedState EMPTY = new StagedState(GroupState.EMPTY, PersistentMap.empty());

  private static final long BYTES_OF_DETECTED = 160;

  private final GroupState window;

  /** The instant at which a group or an event was detected, as long as that matters. */
  private final PersistentMap<Key, Long> detected;

  /** The first of these instants; the end of time if there is none. */
  private final long first;

  StagedState(GroupState window, PersistentMap<Key, Long> detected) {
    this(window, detected, first(detected));
  }

  private StagedState(GroupState window, PersistentMap<Key, Long> detected, long first) {
    this.window = window;
    this.detected = detected;
    this.first = first;
  }

  private static long first(PersistentMap<Key, Long> detected) {
    long[] first = {Long.MAX_VALUE};
    detected.forEach((key, instant) -> first[0] = Math.min(first[0], instant));
    return first[0];
  }

  /** The rows of the window. */
  GroupState window() {
    return window;
  }

  /** Whether a group or an event was detected not long ago. */
  boolean isDetected(Key key) {
    return detected.get(key) != null;
  }

  /** The instants at which what is still quiet was detected, in the order of keys. */
  NavigableMap<Key, Long> detected() {
    NavigableMap<Key, Long> sorted = new TreeMap<>(KeyOrder.NATURAL);
    detected.forEach(sorted::put);
    return sorted;
  }

  boolean isEmpty() {
    return window.isEmpty() && detected.size() == 0;
  }

  StagedState with(GroupState other) {
    return new StagedState(other, detected, first);
  }

  /** The same in which something was detected at the last instant. */
  StagedState withDetected(Key key) {
    long instant = window.seen();
    return new StagedState(window, detected.with(key, instant), Math.min(first, instant));
  }

  /**
   * The first instant at which something may be detected again; the end of time if there is none.
   */
  long firstAgain(Schedule schedule) {
    return first == Long.MAX_VALUE ? first : schedule.exit(first);
  }

  /** The same as it is at an instant: without what no longer counts then. */
  StagedState at(long instant, Schedule schedule) {
    if (firstAgain(schedule) > instant) {
      return with(window.at(instant, schedule));
    }
    PersistentMap<Key, Long> left = detected;
    for (var each : detected().entrySet()) {
      if (schedule.exit(each.getValue()) <= instant) {
        left = left.without(each.getKey());
      }
    }
    return new StagedState(window.at(instant, schedule), left);
  }

  long weight() {
    return window.weight() + BYTES_OF_DETECTED * detected.size();
  }
}

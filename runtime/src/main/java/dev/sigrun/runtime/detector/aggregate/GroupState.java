package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.PersistentQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one group that still count, and when the group was last looked at and detected. */
public final class GroupState {
  /** The instant of what has not happened. */
  static final long NEVER = Long.MIN_VALUE;

  static final GroupState EMPTY = empty(EventQueue.EMPTY, NEVER, NEVER);

  private static final long BYTES_OF_EVENT = 80;

  private final PersistentQueue<Pane> older;

  /**
   * The panes that begin to count at the last instant: one for each instant at which some of their
   * rows no longer count, in the order of these.
   */
  private final List<Pane> open;

  private final EventQueue events;
  private final long seen;
  private final long detected;

  /** The weight of the older panes. */
  private final long weight;

  /** The first instant at which a pane no longer counts. */
  private final long firstExit;

  private GroupState(
      PersistentQueue<Pane> older,
      List<Pane> open,
      EventQueue events,
      long seen,
      long detected,
      long weight,
      long firstExit) {
    this.older = older;
    this.open = open;
    this.events = events;
    this.seen = seen;
    this.detected = detected;
    this.weight = weight;
    this.firstExit = firstExit;
  }

  private static GroupState empty(EventQueue events, long seen, long detected) {
    return new GroupState(
        PersistentQueue.empty(), List.of(), events, seen, detected, 0, Long.MAX_VALUE);
  }

  /**
   * A state with these parts.
   *
   * @param panes oldest first
   */
  static GroupState of(List<Pane> panes, EventQueue events, long seen, long detected) {
    GroupState state = empty(events, seen, detected);
    for (Pane pane : panes) {
      state = state.with(pane);
    }
    return state;
  }

  /** Whether a pane to which rows are added takes in no more values. */
  boolean isOpenFull() {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).isFull()) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return open.isEmpty() && detected == NEVER;
  }

  /** The panes, oldest first. */
  List<Pane> panes() {
    if (older.isEmpty()) {
      return open;
    }
    List<Pane> panes = new ArrayList<>(older.elements());
    panes.addAll(open);
    return panes;
  }

  /**
   * What an aggregate that counts has counted in all panes: at least what it counts in all their
   * rows, as different values may be in several panes.
   */
  long counted(int place) {
    long counted = older.sum(pane -> pane.counted(place));
    for (int i = 0; i < open.size(); i++) {
      counted += open.get(i).counted(place);
    }
    return counted;
  }

  /** The panes that begin to count at the last instant. */
  List<Pane> open() {
    return open;
  }

  /** The pane that counts between these instants; null if there is none yet. */
  @Nullable Pane pane(long entry, long exit) {
    int place = place(entry, exit);
    return place < 0 ? null : open.get(place);
  }

  /** The place of a pane among the open ones; if there is none, that where it belongs, negated. */
  private int place(long entry, long exit) {
    int from = 0;
    int to = open.isEmpty() || open.get(0).entry() != entry ? 0 : open.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      long found = open.get(middle).exit();
      if (found == exit) {
        return middle;
      }
      if (found < exit) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return -from - 1;
  }

  /** The newest events, without their content. */
  EventQueue events() {
    return events;
  }

  /** The last instant at which the group was looked at, or {@link #NEVER}. */
  long seen() {
    return seen;
  }

  /** The instant at which the group was detected, as long as it matters, or {@link #NEVER}. */
  long detected() {
    return detected;
  }

  /** The first instant at which a pane no longer counts. */
  long firstExit() {
    return firstExit;
  }

  long weight() {
    return weight + weight(open) + BYTES_OF_EVENT * events.size();
  }

  private static long weight(List<Pane> panes) {
    long weight = 0;
    for (int i = 0; i < panes.size(); i++) {
      weight += panes.get(i).weight();
    }
    return weight;
  }

  /**
   * Whether so many rows count at an instant that no more of them are kept.
   *
   * @param least how many bytes a row takes at least
   */
  boolean isFull(Bound bound, long least, long instant) {
    long weighed = weight();
    if (!bound.isReached(weighed / least, weighed)) {
      return false;
    }
    long rows = 0;
    long bytes = 0;
    for (Pane pane : panes()) {
      if (pane.exit() > instant) {
        rows += pane.rows();
        bytes += pane.weight();
      }
    }
    return bound.isReached(rows, bytes);
  }

  /** The same with a pane, instead of the one that counts between the same instants. */
  GroupState with(Pane pane) {
    long exit = Math.min(firstExit, pane.exit());
    if (!open.isEmpty() && open.get(0).entry() != pane.entry()) {
      PersistentQueue<Pane> all = older;
      for (Pane each : open) {
        all = all.plus(each);
      }
      return new GroupState(
          all, List.of(pane), events, seen, detected, weight + weight(open), exit);
    }
    int place = place(pane.entry(), pane.exit());
    if (open.isEmpty() || (open.size() == 1 && place == 0)) {
      return new GroupState(older, List.of(pane), events, seen, detected, weight, exit);
    }
    List<Pane> panes = new ArrayList<>(open);
    if (place < 0) {
      panes.add(-place - 1, pane);
    } else {
      panes.set(place, pane);
    }
    return new GroupState(older, List.copyOf(panes), events, seen, detected, weight, exit);
  }

  /** The same with other events. */
  GroupState with(EventQueue newEvents) {
    return new GroupState(older, open, newEvents, seen, detected, weight, firstExit);
  }

  /** The same as it is at an instant: without the panes that no longer count then. */
  GroupState at(long instant, Schedule schedule) {
    boolean over = detected != NEVER && schedule.exit(detected) <= instant;
    long stillDetected = over ? NEVER : detected;
    EventQueue left = events.since(schedule.start(instant));
    return firstExit > instant
        ? new GroupState(older, open, left, instant, stillDetected, weight, firstExit)
        : of(
            panes().stream().filter(pane -> pane.exit() > instant).toList(),
            left,
            instant,
            stillDetected);
  }

  /** The same, detected when it was last looked at. */
  GroupState detectedNow() {
    return new GroupState(older, open, events, seen, seen, weight, firstExit);
  }
}

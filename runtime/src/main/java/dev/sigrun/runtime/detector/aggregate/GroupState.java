package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.PersistentQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rows of one group that still count, and when the group was last looked at and detected. */
public final class GroupState {
  /** The instant of what has not happened. */
  static final long NEVER = Long.MIN_VALUE;

  static final GroupState EMPTY = empty(EventQueue.EMPTY, NEVER, NEVER);

  private static final long BYTES_OF_EVENT = 80;

  private final PersistentQueue<Pane> older;
  private final @Nullable Pane newest;
  private final EventQueue events;
  private final long seen;
  private final long detected;

  /** The weight of the older panes. */
  private final long weight;

  /** The first instant at which a pane no longer counts. */
  private final long firstExit;

  private GroupState(
      PersistentQueue<Pane> older,
      @Nullable Pane newest,
      EventQueue events,
      long seen,
      long detected,
      long weight,
      long firstExit) {
    this.older = older;
    this.newest = newest;
    this.events = events;
    this.seen = seen;
    this.detected = detected;
    this.weight = weight;
    this.firstExit = firstExit;
  }

  private static GroupState empty(EventQueue events, long seen, long detected) {
    return new GroupState(PersistentQueue.empty(), null, events, seen, detected, 0, Long.MAX_VALUE);
  }

  /**
   * A state with these parts.
   *
   * @param panes oldest first
   */
  static GroupState of(List<Pane> panes, EventQueue events, long seen, long detected) {
    GroupState state = empty(events, seen, detected);
    for (Pane pane : panes) {
      state = state.opening(pane);
    }
    return state;
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return newest == null && detected == NEVER;
  }

  /** The panes, oldest first. */
  List<Pane> panes() {
    List<Pane> panes = new ArrayList<>(older.elements());
    if (newest != null) {
      panes.add(newest);
    }
    return panes;
  }

  /** The newest pane, to which rows may be added. */
  @Nullable Pane newest() {
    return newest;
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
    return weight + (newest == null ? 0 : newest.weight()) + BYTES_OF_EVENT * events.size();
  }

  /** The same with a pane that is newer than all others. */
  GroupState opening(Pane pane) {
    long exit = Math.min(firstExit, pane.exit());
    return newest == null
        ? new GroupState(older, pane, events, seen, detected, weight, exit)
        : new GroupState(
            older.plus(newest), pane, events, seen, detected, weight + newest.weight(), exit);
  }

  /** The same with the newest pane, which there is, changed. */
  GroupState with(UnaryOperator<Pane> change) {
    return newest == null
        ? this
        : new GroupState(older, change.apply(newest), events, seen, detected, weight, firstExit);
  }

  /** The same with other events. */
  GroupState with(EventQueue newEvents) {
    return new GroupState(older, newest, newEvents, seen, detected, weight, firstExit);
  }

  /** The same as it is at an instant: without the panes that no longer count then. */
  GroupState at(long instant, Schedule schedule) {
    boolean over = detected != NEVER && schedule.exit(detected) <= instant;
    long stillDetected = over ? NEVER : detected;
    EventQueue left = events.since(schedule.start(instant));
    return firstExit > instant
        ? new GroupState(older, newest, left, instant, stillDetected, weight, firstExit)
        : of(
            panes().stream().filter(pane -> pane.exit() > instant).toList(),
            left,
            instant,
            stillDetected);
  }

  /** The same, detected when it was last looked at. */
  GroupState detectedNow() {
    return new GroupState(older, newest, events, seen, seen, weight, firstExit);
  }
}

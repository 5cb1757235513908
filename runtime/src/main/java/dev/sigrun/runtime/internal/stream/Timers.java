package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.detector.MemoryCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** The requests to be woken, in order of time, then rule, then age. */
public final class Timers {
  /** The time that means never. */
  static final long NEVER = MemoryCell.NEVER;

  private final TreeSet<Timer> timers =
      new TreeSet<>(
          Comparator.comparingLong(Timer::wakeAt)
              .thenComparingInt(Timer::rule)
              .thenComparingLong(Timer::serial));

  /** A request to be woken. The order must not change while it is among the timers. */
  interface Timer {
    /** The time, in milliseconds since 1970. */
    long wakeAt();

    /** The number of the rule. */
    int rule();

    /** A number that distinguishes the timers of one rule. */
    long serial();

    /** Wakes it and removes it from the timers, unless it makes a new request. */
    void fire(long time);
  }

  void add(Timer timer) {
    timers.add(timer);
  }

  void remove(Timer timer) {
    timers.remove(timer);
  }

  /** The earliest time at which a cell is woken. */
  long next() {
    return timers.isEmpty() ? NEVER : timers.first().wakeAt();
  }

  /** Wakes who comes first. */
  void fireNext() {
    Timer first = timers.first();
    first.fire(first.wakeAt());
  }

  /** Wakes all cells of some rules that are waiting now, once. */
  void fireAll(long time, IntPredicate rules) {
    List<Timer> waiting = new ArrayList<>(timers);
    for (Timer timer : waiting) {
      if (rules.test(timer.rule()) && timers.contains(timer)) {
        timer.fire(time);
      }
    }
  }
}

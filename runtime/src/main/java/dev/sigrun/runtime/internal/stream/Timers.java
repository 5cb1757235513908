package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.detector.MemoryCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Who asked to be woken, in the order of time, then of rules, then of age. */
public final class Timers {
  /** The time at which nobody is woken. */
  static final long NEVER = MemoryCell.NEVER;

  private final TreeSet<Timer> timers =
      new TreeSet<>(
          Comparator.comparingLong(Timer::wakeAt)
              .thenComparingInt(Timer::rule)
              .thenComparingLong(Timer::serial));

  /** Somebody who asked to be woken. The order must not change while it is among the timers. */
  interface Timer {
    /** When, in milliseconds since 1970. */
    long wakeAt();

    /** The number of the rule. */
    int rule();

    /** A number that tells the timers of one rule apart. */
    long serial();

    /** Wakes it, after which it is no longer among the timers unless it asked again. */
    void fire(long time);
  }

  void add(Timer timer) {
    timers.add(timer);
  }

  void remove(Timer timer) {
    timers.remove(timer);
  }

  /** The earliest time at which somebody is woken. */
  long next() {
    return timers.isEmpty() ? NEVER : timers.first().wakeAt();
  }

  /** Wakes who comes first. */
  void fireNext() {
    Timer first = timers.first();
    first.fire(first.wakeAt());
  }

  /** Wakes everybody of some rules who is waiting now, once. */
  void fireAll(long time, IntPredicate rules) {
    List<Timer> waiting = new ArrayList<>(timers);
    for (Timer timer : waiting) {
      if (rules.test(timer.rule()) && timers.contains(timer)) {
        timer.fire(time);
      }
    }
  }
}

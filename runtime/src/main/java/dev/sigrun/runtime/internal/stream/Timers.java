package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.detector.MemoryCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests to be woken, in order of time, then rule, then age. Many are for the same time,
 * since rules look at all their groups at the same instants: those of one time are sorted when it
 * comes.
 */
public final class Timers {
  /** The time that means never. */
  static final long NEVER = MemoryCell.NEVER;

  /** The place of a timer that is not among the timers. */
  static final int ABSENT = -1;

  private static final int LATER = -2;

  private static final Comparator<Timer> BY_RULE =
      (left, right) -> {
        int byRule = Integer.compare(left.rule(), right.rule());
        return byRule != 0 ? byRule : Long.compare(left.serial(), right.serial());
      };

  /** A {@link Timer} if it is the only one of its time, otherwise a {@link Same}. */
  private final TreeMap<Long, Object> byTime = new TreeMap<>();

  /** The first time, which is asked for more often than it changes. */
  private long next = NEVER;

  /** A request to be woken. The order must not change while it is among the timers. */
  interface Timer {
    /** The time, in milliseconds since 1970. */
    long wakeAt();

    /** The number of the rule. */
    int rule();

    /** A number that distinguishes the timers of one rule. */
    long serial();

    /** Where it is among the timers of its time; {@link #ABSENT} at first. */
    int place();

    /** Replaces the place. */
    void place(int place);

    /** Wakes it and removes it from the timers, unless it makes a new request. */
    void fire(long time);
  }

  /** The timers of one time. */
  private static final class Same {
    /** The last one comes first once they are sorted. Then what was removed is null. */
    private final List<@Nullable Timer> timers = new ArrayList<>(2);

    /** Those that came after the others were sorted. */
    private final TreeSet<Timer> later = new TreeSet<>(BY_RULE);

    private boolean sorted;
    private int size;

    void add(Timer timer) {
      size++;
      if (sorted) {
        timer.place(LATER);
        later.add(timer);
      } else {
        timer.place(timers.size());
        timers.add(timer);
      }
    }

    void remove(Timer timer) {
      size--;
      int place = timer.place();
      if (place == LATER) {
        later.remove(timer);
      } else if (sorted) {
        timers.set(place, null);
      } else {
        Timer last = timers.remove(timers.size() - 1);
        if (last != null && last != timer) {
          timers.set(place, last);
          last.place(place);
        }
      }
    }

    /** The one that comes first, of which there is one. */
    Timer first() {
      if (!sorted) {
        sort();
      }
      int end = timers.size() - 1;
      while (end >= 0 && timers.get(end) == null) {
        timers.remove(end--);
      }
      Timer first = end < 0 ? null : timers.get(end);
      Timer other = later.isEmpty() ? null : later.first();
      if (first == null || (other != null && BY_RULE.compare(other, first) < 0)) {
        first = other;
      }
      if (first == null) {
        throw new IllegalStateException("There are " + size + " timers, but none was found.");
      }
      return first;
    }

    private void sort() {
      List<Timer> all = all();
      timers.clear();
      for (int i = all.size() - 1; i >= 0; i--) {
        all.get(i).place(timers.size());
        timers.add(all.get(i));
      }
      sorted = true;
    }

    /** In order. */
    List<Timer> all() {
      List<Timer> all = new ArrayList<>(later);
      for (Timer timer : timers) {
        if (timer != null) {
          all.add(timer);
        }
      }
      all.sort(BY_RULE);
      return all;
    }
  }

  void add(Timer timer) {
    Object known = byTime.get(timer.wakeAt());
    if (known instanceof Same same) {
      same.add(timer);
      return;
    }
    timer.place(0);
    next = Math.min(next, timer.wakeAt());
    if (known == null) {
      byTime.put(timer.wakeAt(), timer);
      return;
    }
    Same same = new Same();
    same.add((Timer) known);
    same.add(timer);
    byTime.put(timer.wakeAt(), same);
  }

  void remove(Timer timer) {
    if (timer.place() == ABSENT) {
      return;
    }
    Object known = byTime.get(timer.wakeAt());
    if (known instanceof Same same) {
      same.remove(timer);
      if (same.size == 0) {
        forget(timer.wakeAt());
      }
    } else {
      forget(timer.wakeAt());
    }
    timer.place(ABSENT);
  }

  private void forget(long time) {
    byTime.remove(time);
    if (time == next) {
      next = byTime.isEmpty() ? NEVER : byTime.firstKey();
    }
  }

  /** The earliest time at which a cell is woken. */
  long next() {
    return next;
  }

  /** Wakes who comes first. */
  void fireNext() {
    Object known = byTime.values().iterator().next();
    Timer first = known instanceof Same same ? same.first() : (Timer) known;
    first.fire(first.wakeAt());
  }

  /** Wakes all cells of some rules that are waiting now, once. */
  void fireAll(long time, IntPredicate rules) {
    List<Timer> waiting = new ArrayList<>();
    for (Object known : byTime.values()) {
      if (known instanceof Same same) {
        waiting.addAll(same.all());
      } else {
        waiting.add((Timer) known);
      }
    }
    for (Timer timer : waiting) {
      if (rules.test(timer.rule()) && timer.place() != ABSENT) {
        timer.fire(time);
      }
    }
  }
}

package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.EventRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a sequence for one key. Immutable: an array in a state is never written to. */
public final class SequenceState {
  /** No time: no event that should be missing was seen. */
  static final long NEVER = Long.MIN_VALUE;

  /** Replaces the time of a gap: an event that should be missing came in an earlier gap. */
  static final long DOOMED = Long.MIN_VALUE + 1;

  static final Waiting[] NONE_WAITING = {};
  static final long[] NO_MARKS = {};

  /**
   * All positive stages are complete; whether events are missing after them is still open.
   *
   * @param sequence the events
   * @param deadline no event that should be missing may come until then
   */
  record Waiting(InFlight sequence, long deadline) {}

  private final @Nullable InFlight[] slots;
  private final long[] marks;
  private final Waiting[] waiting;

  /**
   * A state of these arrays, which must no longer be written to.
   *
   * @param slots the sequence between each positive stage and the next; null where there is none
   * @param marks the occurrences of events that should be missing: the latest time before the first
   *     stage and the latest different from it; then for each slot the latest time before its
   *     sequence, and the earliest time in its gap. Empty if no event should be missing
   */
  SequenceState(@Nullable InFlight[] slots, long[] marks, Waiting[] waiting) {
    this.slots = slots;
    this.marks = marks;
    this.waiting = waiting;
  }

  static SequenceState empty(SequencePlan plan) {
    int slots = plan.size() - 1;
    long[] marks = plan.hasMissing() ? new long[2 + 2 * slots] : NO_MARKS;
    Arrays.fill(marks, NEVER);
    return new SequenceState(new @Nullable InFlight[slots], marks, NONE_WAITING);
  }

  /** About how many bytes it keeps from being freed. */
  long weight() {
    long weight = 8L * marks.length;
    for (InFlight each : slots) {
      weight += each == null ? 0 : each.weight();
    }
    for (Waiting each : waiting) {
      weight += each.sequence.weight();
    }
    return weight;
  }

  /** The events of all sequences that are in flight or waiting, one sequence after the other. */
  List<EventRecord> events() {
    List<EventRecord> events = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      InFlight slot = slots[i];
      if (slot != null) {
        events.addAll(slot.events(i + 1));
      }
    }
    for (Waiting each : waiting) {
      events.addAll(each.sequence().events(slots.length + 1));
    }
    return events;
  }

  @Nullable InFlight[] slots() {
    return slots;
  }

  long[] marks() {
    return marks;
  }

  Waiting[] waiting() {
    return waiting;
  }

  /** The number of sequences that are in flight or waiting. */
  public int size() {
    int size = waiting.length;
    for (InFlight slot : slots) {
      size += slot == null ? 0 : 1;
    }
    return size;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SequenceState that)
        || slots.length != that.slots.length
        || waiting.length != that.waiting.length
        || !Arrays.equals(marks, that.marks)) {
      return false;
    }
    for (int i = 0; i < slots.length; i++) {
      if (!same(slots[i], that.slots[i], i + 1)) {
        return false;
      }
    }
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i].deadline() != that.waiting[i].deadline()
          || !same(waiting[i].sequence(), that.waiting[i].sequence(), slots.length + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(@Nullable InFlight left, @Nullable InFlight right, int size) {
    return left == null || right == null
        ? left == right
        : left.events(size).equals(right.events(size));
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(marks) * 31 + waiting.length;
    for (int i = 0; i < slots.length; i++) {
      InFlight slot = slots[i];
      hash = hash * 31 + (slot == null ? 0 : slot.events(i + 1).hashCode());
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < slots.length; i++) {
      InFlight slot = slots[i];
      text.append(slot == null ? "[]" : slot.events(i + 1)).append(' ');
    }
    return text.append("waiting: ").append(waiting.length).toString();
  }
}

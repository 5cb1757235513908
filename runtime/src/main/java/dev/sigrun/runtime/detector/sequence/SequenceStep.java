package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.sequence.SequenceState.Waiting;
import dev.sigrun.runtime.internal.detector.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a sequence's state machine: takes a state out of its cell, changes a copy of it, and
 * puts it back.
 */
final class SequenceStep {
  /** Places in the marks of a state. */
  private static final int LATEST_LEAD = 0;

  private static final int EARLIER_LEAD = 1;

  private final String ruleId;
  private final SequencePlan plan;
  private final Cell<SequenceState> cell;
  private final DetectorListener listener;
  private final @Nullable InFlight[] slots;
  private final long[] marks;
  private final List<Waiting> waiting;
  private boolean changed;

  SequenceStep(
      String ruleId, SequencePlan plan, Cell<SequenceState> cell, DetectorListener listener) {
    SequenceState known = cell.get();
    SequenceState state = known == null ? SequenceState.empty(plan) : known;
    this.ruleId = ruleId;
    this.plan = plan;
    this.cell = cell;
    this.listener = listener;
    this.slots = state.slots().clone();
    this.marks = plan.hasMissing() ? state.marks().clone() : SequenceState.NO_MARKS;
    this.waiting = new ArrayList<>(Arrays.asList(state.waiting()));
  }

  /**
   * Accepts an event.
   *
   * @param inputs for each input of the plan, whether the event satisfies it
   */
  void accept(boolean[] inputs, EventRecord event) {
    long time = event.timestamp();
    decideWaiting(time, isAny(plan.trailing(), inputs));
    if (plan.hasMissing()) {
      noteInGaps(time, inputs);
    }
    for (int stage = plan.size() - 1; stage >= 0; stage--) {
      if (inputs[plan.stages()[stage]]) {
        offer(event, stage);
      }
    }
    if (isAny(plan.leading(), inputs)) {
      noteLead(time);
    }
    if (plan.until() >= 0 && inputs[plan.until()]) {
      for (int slot = 0; slot < slots.length; slot++) {
        empty(slot);
      }
    }
  }

  /** Called when no event at or before {@code time} can arrive any longer. */
  void pass(long time) {
    // A woken sequence has to request the next time, so something always changes.
    changed = true;
    // Waiting sequences whose deadline is not before the next possible event stay undecided.
    if (time >= Detector.END_OF_TIME) {
      waiting.forEach(each -> report(each.sequence()));
      waiting.clear();
    } else {
      decideWaiting(time + 1, false);
    }
    for (int slot = 0; slot < slots.length; slot++) {
      InFlight partial = slots[slot];
      if (partial != null && Times.plus(partial.firstTime(), plan.span()) <= time) {
        empty(slot);
      }
    }
    if (plan.startsWithMissing()
        && marks[LATEST_LEAD] != SequenceState.NEVER
        && Times.plus(marks[LATEST_LEAD], plan.span()) <= time) {
      marks[LATEST_LEAD] = SequenceState.NEVER;
      marks[EARLIER_LEAD] = SequenceState.NEVER;
    }
  }

  /** Puts the state back into its cell. */
  void finish() {
    if (!changed) {
      return;
    }
    long wake = Long.MAX_VALUE;
    boolean anything = !waiting.isEmpty();
    for (Waiting each : waiting) {
      wake = Math.min(wake, each.deadline());
    }
    for (InFlight slot : slots) {
      if (slot != null) {
        anything = true;
        wake = Math.min(wake, Times.plus(slot.firstTime(), plan.span()));
      }
    }
    if (plan.startsWithMissing() && marks[LATEST_LEAD] != SequenceState.NEVER) {
      anything = true;
      wake = Math.min(wake, Times.plus(marks[LATEST_LEAD], plan.span()));
    }
    if (!anything) {
      cell.clear();
      return;
    }
    cell.set(
        new SequenceState(
            slots,
            marks,
            waiting.isEmpty() ? SequenceState.NONE_WAITING : waiting.toArray(new Waiting[0])));
    if (!plan.isEndless()) {
      cell.wakeAt(wake);
    }
  }

  /** Offers {@code event} to a stage whose condition it satisfies. */
  private void offer(EventRecord event, int stage) {
    if (stage == 0) {
      place(InFlight.startingWith(event), 0, leadBefore(event.timestamp()), SequenceState.NEVER);
      return;
    }
    InFlight partial = slots[stage - 1];
    if (partial == null) {
      return;
    }
    long lead = SequenceState.NEVER;
    long gap = SequenceState.NEVER;
    if (plan.hasMissing()) {
      lead = marks[leadOf(stage - 1)];
      gap = marks[gapOf(stage - 1)];
    }
    empty(stage - 1);
    if (Times.plus(partial.firstTime(), plan.span()) < event.timestamp()) {
      return;
    }
    boolean doomed = gap != SequenceState.NEVER && gap < event.timestamp();
    place(
        partial.extendedBy(event),
        stage,
        lead,
        doomed ? SequenceState.DOOMED : SequenceState.NEVER);
  }

  /** Puts a sequence that just passed {@code stage} where it belongs. */
  private void place(InFlight partial, int stage, long lead, long gap) {
    changed = true;
    if (stage == plan.size() - 1) {
      if (gap != SequenceState.DOOMED) {
        complete(partial, lead);
      }
      return;
    }
    slots[stage] = partial;
    if (plan.hasMissing()) {
      marks[leadOf(stage)] = lead;
      // A sequence that can no longer complete continues, because it still takes the place of
      // others.
      marks[gapOf(stage)] = gap;
    }
  }

  /**
   * Checks the missing-event stages before the first and after the last event of a sequence that
   * has all its positive stages and nothing in its gaps.
   */
  private void complete(InFlight partial, long lead) {
    boolean isLed = lead != SequenceState.NEVER;
    if (!plan.endsWithMissing()) {
      if (!isLed || Times.plus(lead, plan.span()) < partial.lastTime()) {
        report(partial);
      }
      return;
    }
    if (plan.startsWithMissing() && !isLed) {
      // A window that ends with the last event will do, whatever follows.
      report(partial);
      return;
    }
    long deadline = Times.plus(isLed ? lead : partial.firstTime(), plan.span());
    if (deadline <= partial.lastTime()) {
      report(partial);
      return;
    }
    if (waiting.size() == SequenceDetector.MAX_WAITING) {
      waiting.remove(0);
      listener.forgotten(ruleId, cell.key());
    }
    waiting.add(new Waiting(partial, deadline));
  }

  /** Decides what can be decided now that it is {@code time}. */
  private void decideWaiting(long time, boolean isTrailing) {
    if (waiting.isEmpty()) {
      return;
    }
    changed |=
        waiting.removeIf(
            each -> {
              if (each.deadline() < time) {
                report(each.sequence());
                return true;
              }
              return isTrailing && each.sequence().lastTime() < time;
            });
  }

  private void noteInGaps(long time, boolean[] inputs) {
    for (int slot = 0; slot < slots.length; slot++) {
      InFlight partial = slots[slot];
      if (partial != null
          && marks[gapOf(slot)] == SequenceState.NEVER
          && partial.lastTime() < time
          && isAny(plan.gaps().get(slot), inputs)) {
        marks[gapOf(slot)] = time;
        changed = true;
      }
    }
  }

  private void noteLead(long time) {
    if (marks[LATEST_LEAD] != time) {
      marks[EARLIER_LEAD] = marks[LATEST_LEAD];
      marks[LATEST_LEAD] = time;
      changed = true;
    }
  }

  /** The time of the latest event before {@code time} that should be missing. */
  private long leadBefore(long time) {
    if (!plan.startsWithMissing()) {
      return SequenceState.NEVER;
    }
    return marks[LATEST_LEAD] < time ? marks[LATEST_LEAD] : marks[EARLIER_LEAD];
  }

  private void empty(int slot) {
    if (slots[slot] == null) {
      return;
    }
    changed = true;
    slots[slot] = null;
    if (plan.hasMissing()) {
      marks[leadOf(slot)] = SequenceState.NEVER;
      marks[gapOf(slot)] = SequenceState.NEVER;
    }
  }

  private void report(InFlight sequence) {
    List<EventRecord> positives = sequence.events(plan.size());
    List<@Nullable EventRecord> events = new ArrayList<>(plan.layout().length);
    for (int stage : plan.layout()) {
      events.add(stage < 0 ? null : positives.get(stage));
    }
    listener.detected(new Detection(ruleId, cell.key(), events, new Evidence.Events()));
  }

  private static boolean isAny(int[] wanted, boolean[] inputs) {
    for (int input : wanted) {
      if (inputs[input]) {
        return true;
      }
    }
    return false;
  }

  private static int leadOf(int slot) {
    return 2 + 2 * slot;
  }

  private static int gapOf(int slot) {
    return 3 + 2 * slot;
  }
}

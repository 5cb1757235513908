package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.internal.detector.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Hits of the first sources, in their order, as EQL keeps the events of a sequence: there is one
 * slot between two stages, which holds at most one sequence under way.
 *
 * @param slots by the number of hits less one; empty for an empty slot
 */
record InOrder(List<List<Hit>> slots) implements Group {
  InOrder {
    slots = slots.stream().map(List::copyOf).toList();
  }

  static InOrder none(int sources) {
    return new InOrder(Collections.nCopies(sources - 1, List.of()));
  }

  /** A sequence is of use as long as its first hit is within the span. */
  @Override
  public long lastTime() {
    long last = CorrelationState.NEVER;
    for (List<Hit> slot : slots) {
      last = slot.isEmpty() ? last : Math.max(last, slot.get(0).time());
    }
    return last;
  }

  @Override
  public long weight() {
    return slots.stream().flatMap(List::stream).mapToLong(Hit::weight).sum();
  }

  /**
   * The sequences after an event.
   *
   * @param left those under way
   * @param complete the one that has all its hits; empty if none has
   */
  record Offered(InOrder left, List<Hit> complete) {}

  /**
   * Offers hits at one time to the stages of their sources, to the last stage first: a hit never
   * occurs twice in a sequence.
   *
   * @param hits by the numbers of sources, ascending
   */
  Offered offer(SortedMap<Integer, Hit> hits, long span) {
    List<List<Hit>> after = new ArrayList<>(slots);
    List<Hit> complete = List.of();
    List<Integer> stages = new ArrayList<>(hits.keySet());
    for (int i = stages.size() - 1; i >= 0; i--) {
      int stage = stages.get(i);
      Hit hit = hits.get(stage);
      List<Hit> before = stage == 0 ? List.of() : after.get(stage - 1);
      if (hit == null || stage > 0 && before.isEmpty()) {
        continue;
      }
      if (stage > 0) {
        after.set(stage - 1, List.of());
        if (Times.plus(before.get(0).time(), span) < hit.time()) {
          continue;
        }
      }
      List<Hit> extended = new ArrayList<>(before);
      extended.add(hit);
      if (stage == slots.size()) {
        complete = extended;
      } else {
        after.set(stage, extended);
      }
    }
    return new Offered(new InOrder(after), complete);
  }
}

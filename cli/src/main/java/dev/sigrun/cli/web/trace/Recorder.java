package dev.sigrun.cli.web.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes down what a rule does, in order. After a while only that there was more: what people look
 * at is the beginning, and memory is bounded. Not safe for several threads.
 */
public final class Recorder {
  /** Each may list the events that a rule remembers, so fewer steps are kept if these are many. */
  private static final int MOST_WEIGHT = 2_000_000;

  private static final int MOST_STEPS = 20_000;

  private final List<Step> steps = new ArrayList<>();
  private long event;
  private long weight;
  private boolean complete = true;

  /** A recorder of nothing so far. */
  public Recorder() {}

  /** Says which event the engine is given next. */
  public void next(long number) {
    event = number;
  }

  /** The event that the engine was given last. */
  long event() {
    return event;
  }

  /** Whether there is room for more. */
  boolean isOpen() {
    return complete;
  }

  void add(Step step, int size) {
    if (steps.size() >= MOST_STEPS || weight > MOST_WEIGHT) {
      complete = false;
      return;
    }
    weight += 1 + size;
    steps.add(step);
  }

  /** The recorded steps, as far as there was room. */
  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Whether all of it is recorded. */
  public boolean isComplete() {
    return complete;
  }
}

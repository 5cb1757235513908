package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;

/** A question about one event alone: what a stage of a sequence or an item of a sample asks. */
@FunctionalInterface
public interface Condition {
  /** Whether it holds for {@code event}. Always gives the same answer for the same event. */
  boolean holds(Event event);
}

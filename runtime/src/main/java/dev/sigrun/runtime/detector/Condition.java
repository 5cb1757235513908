package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;

/** A test on a single event, such as a stage of a sequence or an item of a sample. */
@FunctionalInterface
public interface Condition {
  /** Whether it holds for {@code event}. Always gives the same answer for the same event. */
  boolean holds(Event event);
}

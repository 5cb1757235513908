package dev.sigrun.runtime;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.Rule;

/** Receives the matches of a rule set. */
@FunctionalInterface
public interface MatchListener {
  /** Called once for each rule that selects {@code event}. */
  void matched(Rule rule, Event event);

  /**
   * Called for each rule that could not judge {@code event}, which then counts as not selected; the
   * other rules continue. Does nothing unless it is overridden.
   *
   * @param problem what the rule's matcher threw
   */
  default void failed(Rule rule, Event event, RuntimeException problem) {}
}

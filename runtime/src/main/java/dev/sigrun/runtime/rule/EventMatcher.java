package dev.sigrun.runtime.rule;

import dev.sigrun.runtime.event.Event;

/** The compiled predicate of one rule. Implementations are immutable and safe to share. */
public interface EventMatcher {
  /** The stable id of the rule that this was compiled from. */
  String ruleId();

  /** Whether the rule selects {@code event}, which was read for the fields of this matcher. */
  boolean matches(Event event);
}

package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;

/** Matches events of one kind. */
record KindMatcher(String ruleId, KeywordField kind, String wanted) implements EventMatcher {
  @Override
  public boolean matches(Event event) {
    return kind.values(event).contains(wanted);
  }
}

package dev.sigrun.runtime.engine.ahead;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.RuleFailure;
import java.util.Optional;

/**
 * The answer of a matcher about an event.
 *
 * @param selected whether it selects the event
 * @param failure why it could not say
 */
public record Verdict(boolean selected, Optional<RuntimeException> failure) {
  static final Verdict SELECTED = new Verdict(true, Optional.empty());
  private static final Verdict NOT_SELECTED = new Verdict(false, Optional.empty());

  /** Asks a matcher. One rule that fails must not cost the others. */
  public static Verdict of(EventMatcher matcher, Event event) {
    try {
      return matcher.matches(event) ? SELECTED : NOT_SELECTED;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return new Verdict(false, Optional.of(RuleFailure.of(e)));
    }
  }
}

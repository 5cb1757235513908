package dev.sigrun.runtime.engine.report;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.rule.DamagedRuleException;
import dev.sigrun.runtime.rule.Rule;
import java.util.Optional;

/**
 * A failure that does not stop the engine.
 *
 * @param kind what failed
 * @param rule whose code failed, or whose alert could not be delivered
 * @param event the event that the rule could not judge, or that the alert is about; empty if the
 *     rule failed because time passed
 * @param problem the exception
 */
public record Failure(Kind kind, Rule rule, Optional<EventRecord> event, RuntimeException problem) {
  /** The kind of failure. */
  public enum Kind {
    /**
     * The code of the rule. The event counts as not selected, and what the rule remembered for the
     * event's key is forgotten.
     */
    RULE,
    /**
     * The code of the rule, so often that the rule is now paused: see {@link
     * dev.sigrun.runtime.engine.PausePolicy}. Reported in addition to the failure itself.
     */
    PAUSE,
    /** An {@link AlertListener}, which may have failed to handle the alert. */
    LISTENER
  }

  /** A sentence for a log. */
  public String message() {
    String about = "the rule '" + name() + "'";
    String cause = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    String place = event.map(each -> each + ": ").orElse("");
    return switch (kind) {
      case RULE -> place + about + " failed and skips this event: " + cause;
      case PAUSE -> place + about + " fails too often and is paused: " + cause;
      case LISTENER -> place + "a listener failed to handle an alert of " + about + ": " + cause;
    };
  }

  /** The id in place of a name that cannot be read. */
  private String name() {
    try {
      return rule.name();
    } catch (DamagedRuleException e) {
      return rule.ruleId();
    }
  }
}

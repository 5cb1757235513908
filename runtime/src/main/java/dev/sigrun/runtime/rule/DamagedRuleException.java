package dev.sigrun.runtime.rule;

/** What is known of a compiled rule cannot be read: the file that holds it is damaged. */
public final class DamagedRuleException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DamagedRuleException(String ruleId, String reason) {
    super("The parameters of the rule " + ruleId + " are damaged: " + reason);
  }
}

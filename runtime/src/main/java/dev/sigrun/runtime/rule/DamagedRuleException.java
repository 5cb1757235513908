package dev.sigrun.runtime.rule;

/** Thrown if the parameters of a compiled rule cannot be read because their file is damaged. */
public final class DamagedRuleException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DamagedRuleException(String ruleId, String reason) {
    super("The parameters of the rule " + ruleId + " are damaged: " + reason);
  }
}

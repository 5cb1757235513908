package dev.sigrun.compiler.rule;

import java.util.Map;

/**
 * The document that a rule was read from, as far as others than its format look at it. A back end
 * that carries whole documents asks for the type of those that it knows, and refuses others.
 */
@FunctionalInterface
public interface RuleDocument {
  /**
   * What alerts quote of the rule: plain values, by the keys that {@code kibana.alert.rule} has for
   * them, such as {@code rule_id} and {@code severity}.
   */
  Map<String, Object> parameters();
}

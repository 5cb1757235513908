package dev.sigrun.compiler.rule;

import java.util.Map;

/**
 * The document that a rule was read from, as seen by code other than its format. A back end
 * that carries whole documents asks for the type of those that it knows, and refuses others.
 */
@FunctionalInterface
public interface RuleDocument {
  /**
   * The parameters that alerts quote: plain values with their keys in {@code kibana.alert.rule}, such as {@code rule_id} and {@code severity}.
   */
  Map<String, Object> parameters();
}

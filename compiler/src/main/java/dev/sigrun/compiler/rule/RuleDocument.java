package dev.sigrun.compiler.rule;

import java.util.List;
import java.util.Map;

/**
 * The document that a rule was read from, as seen by code other than its format. A back end that
 * exports whole documents checks for the type that it supports, and refuses others.
 */
@FunctionalInterface
public interface RuleDocument {
  /**
   * The parameters that alerts quote: plain values with their keys in {@code kibana.alert.rule},
   * such as {@code rule_id} and {@code severity}.
   */
  Map<String, Object> parameters();

  /** The document of the same rule with another head. */
  default RuleDocument withHead(RuleHead head) {
    return this;
  }

  /**
   * The attribution that the licence of the rule demands of copies, a line each: its authors, and
   * the licence if the rule names it. Exports contain it wherever their format has a place for it.
   */
  default List<String> credits() {
    return List.of();
  }
}

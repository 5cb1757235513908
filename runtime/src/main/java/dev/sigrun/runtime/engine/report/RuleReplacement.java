package dev.sigrun.runtime.engine.report;

import java.util.List;

/**
 * The result of replacing rules: ids of rules, in the order of the rule sets.
 *
 * @param kept unchanged rules, which keep their state, if any
 * @param restarted rules that have changed and start with empty state
 * @param added new rules
 * @param removed rules that no longer exist; their state was dropped
 */
public record RuleReplacement(
    List<String> kept, List<String> restarted, List<String> added, List<String> removed) {
  /** Copies the lists. */
  public RuleReplacement {
    kept = List.copyOf(kept);
    restarted = List.copyOf(restarted);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }
}

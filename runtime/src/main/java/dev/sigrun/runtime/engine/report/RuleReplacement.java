package dev.sigrun.runtime.engine.report;

import java.util.List;

/**
 * What became of rules when others replaced them: their ids, in the order of the rule sets.
 *
 * @param kept rules that look for the same as before and keep what they remember, if anything
 * @param restarted rules that look for something else now and start with nothing
 * @param added rules that were not there before
 * @param removed rules that are gone, with all that they remembered
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
